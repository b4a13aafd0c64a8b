import { expect, test } from "vitest";
import { formatBarTime } from "../barTime.ts";
import type { Interval } from "../bars.ts";
import type { Answerer } from "../connection/vendor.fixture.ts";
import { MarketError } from "../error.ts";
import { ticksOfTrades } from "../records/trade.ts";
import { binance } from "./binance.ts";
import { binanceAggTrades, binanceKlines } from "./binanceVendor.fixture.ts";
import type { BarPage, OpenSource } from "./source.ts";
import { openedVendor, pagesOf } from "./openedVendor.fixture.ts";
import { sourceContract } from "./sourceContract.fixture.ts";

const NOW = "2024-03-15T20:00:00Z";
const klines = (query: Readonly<Record<string, string>>, more: { readonly holes?: readonly number[] } = {}): readonly unknown[] => binanceKlines(query, { now: Date.parse(NOW), ...more });
const badSymbol = { status: 400, body: { code: -1121, msg: "Invalid symbol." } };

// Shapes: rest-api.md and errors.md of github.com/binance/binance-spot-api-docs.
const TICKER = {
  symbol: "BTCUSDT", priceChange: "-94.99", priceChangePercent: "-0.14", weightedAvgPrice: "69000.1", prevClosePrice: "69500.10", lastPrice: "69400.05", lastQty: "0.01", bidPrice: "69400.04", bidQty: "1.5", askPrice: "69400.06", askQty: "2.25",
  openPrice: "69495", highPrice: "70000", lowPrice: "68000", volume: "8913.3", quoteVolume: "615000000.1", openTime: Date.parse(NOW) - 86_400_000, closeTime: Date.parse(NOW) - 100, firstId: 1, lastId: 99, count: 99,
};
const DEPTH = { lastUpdateId: 1027024, bids: [["69400.04", "1.5"], ["69400.00", "2"]], asks: [["69400.06", "2.25"]] };
const pair = (symbol: string, baseAsset: string, quoteAsset: string, status = "TRADING") => ({ symbol, status, baseAsset, baseAssetPrecision: 8, quoteAsset, orderTypes: ["LIMIT"], filters: [], permissions: [] });
const EXCHANGE = { timezone: "UTC", serverTime: Date.parse(NOW), rateLimits: [], exchangeFilters: [], symbols: [pair("BTCUSDT", "BTC", "USDT"), pair("ETHBTC", "ETH", "BTC"), pair("BTCTRY", "BTC", "TRY"), pair("OLDUSDT", "OLD", "USDT", "BREAK")] };

sourceContract({
  source: binance, now: NOW,
  cases: [
    {
      title: "daily bars", count: 6, ask: (source) => source.barPages!({ symbol: "BTC-USDT", from: "2024-03-09", to: "2024-03-14" }), vendor: ({ query }) => ({ body: klines(query) }),
      requests: [{ path: "/api/v3/klines", query: { symbol: "BTCUSDT", interval: "1d", startTime: String(Date.parse("2024-03-08T00:00:00.002Z")), endTime: String(Date.parse("2024-03-14T00:00:00.001Z")), limit: "1000" } }],
      empty: { reply: { body: [] } }, unknownSymbol: { reply: badSymbol },
      changed: [{ field: "[2][4]", to: null, finds: "answer[2][4]" }, { field: "[0]", to: "cut", finds: "answer[0]" }, { change: () => '{"rows":1}', finds: "answer" }, { field: "[1][6]", to: 7, finds: "answer[1][6]" }],
    },
    {
      title: "bars of a minute, in pages", count: 1500, ask: (source) => source.barPages!({ symbol: "BTC-USD", interval: "1m", from: "2024-03-14T12:00:00Z", to: "2024-03-15T13:00:00Z" }), vendor: ({ query }) => ({ body: klines(query) }),
      requests: ["2024-03-14T11:59:00.001Z", "2024-03-15T04:39:00.001Z"].map((start) => ({ path: "/api/v3/klines", query: { symbol: "BTCUSDT", interval: "1m", startTime: String(Date.parse(start)), endTime: String(Date.parse("2024-03-15T12:59:00Z")), limit: "1000" } })),
      empty: { reply: { body: [] } }, unknownSymbol: { reply: badSymbol }, changed: [{ field: "[5][1]", finds: "answer[5][5]" }, { field: "[0][1]", to: 5, finds: "answer[0][1]" }],
    },
    {
      title: "quote", count: 1, ask: (source) => source.quote!("BTC-USDT"), vendor: () => ({ body: TICKER }), requests: [{ path: "/api/v3/ticker/24hr", query: { symbol: "BTCUSDT" } }],
      empty: { reply: { body: {} } }, unknownSymbol: { reply: badSymbol }, changed: [{ field: "bidPrice" }, { field: "lastPrice", to: 5 }],
    },
    {
      title: "order book", count: 1, ask: (source) => source.orderBook!("BTC-USDT"), vendor: () => ({ body: DEPTH }), requests: [{ path: "/api/v3/depth", query: { symbol: "BTCUSDT", limit: "100" } }],
      empty: { reply: { body: {} } }, unknownSymbol: { reply: badSymbol }, changed: [{ field: "asks" }, { field: "bids[1][0]", to: true }, { field: "lastUpdateId", to: "x" }],
    },
    {
      title: "trades", count: 1200, ask: (source) => source.trades!({ query: "BTC-USDT", from: "2024-03-15T19:00:00Z", to: "2024-03-15T19:19:59.999Z" }), vendor: ({ query }) => ({ body: binanceAggTrades(query) }),
      requests: [
        { path: "/api/v3/aggTrades", query: { symbol: "BTCUSDT", startTime: String(Date.parse("2024-03-15T19:00:00Z")), endTime: String(Date.parse("2024-03-15T19:19:59.999Z")), limit: "1000" } },
        { path: "/api/v3/aggTrades", query: { symbol: "BTCUSDT", fromId: String(Date.parse("2024-03-15T19:00:00Z") / 1000 + 1000), limit: "1000" } },
      ],
      empty: { reply: { body: [] } }, unknownSymbol: { reply: badSymbol }, changed: [{ field: "[3].p", finds: "answer[3].p" }, { field: "[3].m", to: "yes", finds: "answer[3].m" }],
    },
    {
      title: "symbols", count: 2, ask: (source) => source.symbols(), vendor: () => ({ body: EXCHANGE }), requests: [{ path: "/api/v3/exchangeInfo" }],
      empty: { reply: { body: { ...EXCHANGE, symbols: [] } } }, changed: [{ field: "symbols" }, { field: "symbols[0].baseAsset", to: 1 }],
    },
  ],
});

const opened = async (answerer: Answerer): Promise<OpenSource> => (await openedVendor(binance, answerer, { now: NOW })).source;

async function klinesOf(interval: Interval, request: { readonly symbol?: string; readonly from: string; readonly to?: string; readonly holes?: readonly number[] }): Promise<readonly BarPage[]> {
  const { holes = [], symbol = "BTC-USDT", ...span } = request;
  const source = await opened(({ query }) => ({ body: klines(query, { holes }) }));
  return pagesOf(source.barPages!({ symbol, interval, ...span }));
}

test("a daily bar is stamped with its day, a shorter one with the end of its time", async () => {
  const [days] = await klinesOf("1d", { from: "2024-03-13", to: "2024-03-14" });
  expect(Array.from(days!.bars.closeTime, formatBarTime)).toEqual(["2024-03-13", "2024-03-14"]);
  const [hours] = await klinesOf("1h", { from: "2024-03-14T09:00:00Z", to: "2024-03-14T11:00:00Z" });
  expect(Array.from(hours!.bars.closeTime, formatBarTime)).toEqual(["2024-03-14T10:00:00.000Z", "2024-03-14T11:00:00.000Z"]);
});

test("the bar that is open now comes apart", async () => {
  const [page] = await klinesOf("1d", { from: "2024-03-14" });
  expect(Array.from(page!.bars.closeTime, formatBarTime)).toEqual(["2024-03-14"]);
  expect(Array.from(page!.unfinished!.closeTime, formatBarTime)).toEqual(["2024-03-15"]);
  expect(page!.covers).toEqual({ from: Date.parse("2024-03-14"), to: Date.parse(NOW) });
});

test("pages cover the whole time that was asked, without overlap, and are read from their bytes again", async () => {
  const pages = await klinesOf("1m", { from: "2024-03-13", to: "2024-03-14" });
  expect(pages.map(({ covers }) => covers.from).slice(1)).toEqual(pages.map(({ covers }) => covers.to).slice(0, -1));
  expect([pages[0]!.covers.from, pages.at(-1)!.covers.to]).toEqual([Date.parse("2024-03-13"), Date.parse("2024-03-15")]);
  expect(pages.reduce((sum, { bars }) => sum + bars.closeTime.length, 0)).toBe(2880);
  expect(binance.barsOf!(pages[1]!.answers[0]!)).toEqual(pages[1]);
});

test("minutes in which the exchange stood still are missing, and the time is covered all the same", async () => {
  const hole = Date.parse("2024-03-14T10:01:00Z");
  const [page] = await klinesOf("1m", { from: "2024-03-14T10:00:00Z", to: "2024-03-14T10:03:00Z", holes: [hole] });
  expect(Array.from(page!.bars.closeTime, formatBarTime)).toEqual(["2024-03-14T10:01:00.000Z", "2024-03-14T10:03:00.000Z"]);
  expect(page!.covers.to).toBe(Date.parse("2024-03-14T10:03:00Z"));
});

test("a coin in dollars is the coin in Tether, and says so", async () => {
  const [dollars] = await klinesOf("1d", { symbol: "BTC-USD", from: "2024-03-14", to: "2024-03-14" });
  expect(dollars!.bars).toMatchObject({ symbol: "BTC-USD", provenance: "Binance BTCUSDT, priced in USDT instead of USD" });
  const [tether] = await klinesOf("1d", { from: "2024-03-14", to: "2024-03-14" });
  expect(tether!.bars).toMatchObject({ symbol: "BTC-USDT", provenance: "Binance BTCUSDT" });
});

test("what is no coin is refused without a request", async () => {
  const source = await opened(() => ({ body: [] }));
  await expect(pagesOf(source.barPages!({ symbol: "AAPL" }))).rejects.toThrow("binance: AAPL is of kind stock");
});

test("an order book begins with the best prices", async () => {
  const source = await opened(() => ({ body: DEPTH }));
  const { items } = await source.orderBook!("BTC-USDT", { levels: 500 });
  expect(items).toEqual([{ symbol: "BTC-USDT", time: Date.parse(NOW), sequence: 1027024, bids: [{ price: 69400.04, size: 1.5 }, { price: 69400, size: 2 }], asks: [{ price: 69400.06, size: 2.25 }] }]);
  await expect(source.orderBook!("BTC-USDT", { levels: 6000 })).rejects.toThrow('1 to 5000 levels, got "6000"');
});

test("a trade says which side began it, and trades become ticks", async () => {
  const time = Date.parse("2024-03-15T19:30:00Z");
  const source = await opened(() => ({ body: [{ a: 7, p: "69400.5", q: "0.25", f: 9, l: 9, T: time, m: true, M: true }] }));
  const [page] = await pagesOf(source.trades!({ query: "BTC-USDT" }));
  expect(page!.items).toEqual([{ id: 7, symbol: "BTC-USDT", time, price: 69400.5, size: 0.25, side: "sold" }]);
  expect(ticksOfTrades(page!.items)).toEqual({ times: Float64Array.of(time), price: Float64Array.of(69400.5), size: Float64Array.of(0.25) });
});

test("a ban says until when, and a country that is not served says so", async () => {
  const reason = async (status: number, body: unknown): Promise<MarketError> => {
    const error: unknown = await (await opened(() => ({ status, body }))).quote!("BTC-USDT").catch((caught: unknown) => caught);
    if (!(error instanceof MarketError)) throw new Error("no MarketError");
    return error;
  };
  const until = Date.parse(NOW) + 7_200_000;
  expect(await reason(418, { code: -1003, msg: `Way too much request weight used; IP banned until ${until}.` })).toMatchObject({ reason: "limit", retryAt: until });
  expect(await reason(451, { code: 0, msg: "Service unavailable from a restricted location" })).toMatchObject({ reason: "plan" });
});
