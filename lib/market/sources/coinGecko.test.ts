import { expect, test } from "vitest";
import type { Answerer } from "../connection/vendor.fixture.ts";
import { coinGecko } from "./coinGecko.ts";
import type { BarPage, OpenSource } from "./source.ts";
import { openedVendor, pagesOf } from "./openedVendor.fixture.ts";
import { madeUpKey, sourceContract } from "./sourceContract.fixture.ts";

// Shaped after docs.coingecko.com/reference: coins-id-ohlc, coins-id-market-chart-range, simple-price, search-data, coins-list; the numbers are ours.
const NOW = "2024-03-15T20:00:00Z";
const HOUR = 3_600_000;
const headers = { "x-cg-demo-api-key": madeUpKey("COINGECKO_API_KEY") };
const noCoin = { status: 404, body: { error: "coin not found" } };

/** Candles of so many hours, stamped with their close, rising by one. */
function candles(first: string, last: string, hours: number): number[][] {
  const rows: number[][] = [];
  for (let time = Date.parse(first), price = 100; time <= Date.parse(last); time += hours * HOUR, price++) rows.push([time, price, price + 3, price - 2, price + 1]);
  return rows;
}
const week = candles("2024-03-08T20:00:00Z", "2024-03-15T20:00:00Z", 4);

sourceContract({
  source: coinGecko, now: NOW,
  cases: [
    {
      title: "daily bars",
      ask: (source) => source.barPages!({ symbol: "BTC-USD", from: "2024-03-12", to: "2024-03-14" }),
      vendor: () => ({ body: week }),
      requests: [{ path: "/api/v3/coins/bitcoin/ohlc", query: { vs_currency: "usd", days: "7", precision: "full" }, headers }],
      count: 3,
      empty: { reply: { body: [] } },
      unknownSymbol: { reply: noCoin },
      refusedKey: { status: 401, body: { status: { timestamp: NOW, error_code: 10002, error_message: "API Key Missing" } } },
      changed: [{ field: "[24][4]", to: "high", finds: "[24][4]" }, { field: "[24]", to: 5, finds: "[24]" }, { field: "[24][4]", finds: "[24]" }],
    },
    {
      title: "a quote",
      ask: (source) => source.quote!("BTC-EUR"),
      vendor: () => ({ body: { bitcoin: { eur: 63120.5, last_updated_at: Date.parse("2024-03-15T19:59:30Z") / 1000 } } }),
      requests: [{ path: "/api/v3/simple/price", query: { ids: "bitcoin", vs_currencies: "eur", include_last_updated_at: "true", precision: "full" }, headers }],
      count: 1,
      empty: { reply: { body: {} } },
      unknownSymbol: { reply: noCoin },
      changed: [{ field: "bitcoin.eur" }, { field: "bitcoin.last_updated_at", to: "now" }],
    },
    {
      title: "price, market value and volume",
      ask: (source) => source.macro!({ query: "BTC-USD", from: "2024-03-14", to: "2024-03-14" }),
      vendor: () => {
        const [one, two] = [Date.parse("2024-03-14T01:00:02Z"), Date.parse("2024-03-14T02:00:04Z")];
        return { body: { prices: [[one, 71000.5], [two, 71100]], market_caps: [[one, 1.39e12], [two, 1.4e12]], total_volumes: [[one, 5e10], [two, 5.1e10]] } };
      },
      requests: [{ path: "/api/v3/coins/bitcoin/market_chart/range", query: { vs_currency: "usd", from: String(Date.parse("2024-03-14") / 1000), to: String(Date.parse("2024-03-15") / 1000), precision: "full" }, headers }],
      count: 6,
      empty: { reply: { body: { prices: [], market_caps: [], total_volumes: [] } } },
      unknownSymbol: { reply: noCoin },
      changed: [{ field: "prices" }, { field: "total_volumes[1][1]", to: "much" }],
    },
    {
      title: "a search for symbols",
      ask: (source) => source.symbols("pepe"),
      vendor: () => ({ body: { coins: [{ id: "pepe", name: "Pepe", api_symbol: "pepe", symbol: "PEPE", market_cap_rank: 30 }, { id: "pepe-2", name: "Pepe 2.0", api_symbol: "pepe-2", symbol: "PEPE2", market_cap_rank: null }], exchanges: [] } }),
      requests: [{ path: "/api/v3/search", query: { query: "pepe" }, headers }],
      count: 2,
      empty: { reply: { body: { coins: [] } } },
      changed: [{ field: "coins" }, { field: "coins[0].id", to: 4 }],
    },
  ],
});

const opened = (answerer: Answerer, now = NOW, variables: Readonly<Record<string, string>> = {}) => openedVendor(coinGecko, answerer, { now, variables });

async function onePage(source: OpenSource, request: Parameters<NonNullable<OpenSource["barPages"]>>[0]): Promise<BarPage> {
  const pages = await pagesOf(source.barPages!(request));
  expect(pages).toHaveLength(1);
  return pages[0]!;
}

const closes = ({ bars }: BarPage): readonly string[] => Array.from(bars.closeTime, (time) => new Date(time).toISOString());

test("a day is six candles of four hours: the first one's open, the last one's close, the extremes of all, and no volume", async () => {
  const { source } = await opened(() => ({ body: week }));
  const { bars } = await onePage(source, { symbol: "BTC-USD", from: "2024-03-12", to: "2024-03-12" });
  const first = week.findIndex(([time]) => time === Date.parse("2024-03-12T04:00:00Z"));
  expect([bars.open[0], bars.high[0], bars.low[0], bars.close[0], bars.volume[0]]).toEqual([100 + first, 100 + first + 5 + 3, 100 + first - 2, 100 + first + 5 + 1, Number.NaN]);
  expect(bars.provenance).toContain("no volume");
});

test("the running day is unfinished, and the page answers up to the last midnight", async () => {
  const { source } = await opened(() => ({ body: week }));
  const page = await onePage(source, { symbol: "BTC-USD", from: "2024-03-13", to: "2024-03-15" });
  expect(closes(page)).toEqual(["2024-03-13T23:59:59.999Z", "2024-03-14T23:59:59.999Z"]);
  expect(new Date(page.unfinished!.closeTime[0]!).toISOString()).toBe("2024-03-15T23:59:59.999Z");
  expect(page.covers).toEqual({ from: Date.parse("2024-03-13"), to: Date.parse("2024-03-15") });
});

test("a day is not given in the 35 minutes in which the source may still change it", async () => {
  const answer = { body: candles("2024-03-08T20:00:00Z", "2024-03-16T00:00:00Z", 4) };
  const early = await onePage((await opened(() => answer, "2024-03-16T00:34:59Z")).source, { symbol: "BTC-USD", from: "2024-03-15", to: "2024-03-15" });
  expect([closes(early), early.covers.to]).toEqual([[], Date.parse("2024-03-15")]);
  const late = await onePage((await opened(() => answer, "2024-03-16T00:35:00Z")).source, { symbol: "BTC-USD", from: "2024-03-15", to: "2024-03-15" });
  expect([closes(late), late.covers.to]).toEqual([["2024-03-15T23:59:59.999Z"], Date.parse("2024-03-16")]);
});

test("a day that lacks a candle is left out and told", async () => {
  const { source } = await opened(() => ({ body: week.filter(([time]) => time !== Date.parse("2024-03-13T12:00:00Z")) }));
  const page = await onePage(source, { symbol: "BTC-USD", from: "2024-03-12", to: "2024-03-14" });
  expect(closes(page)).toEqual(["2024-03-12T23:59:59.999Z", "2024-03-14T23:59:59.999Z"]);
  expect(page.findings.map(({ code, got }) => [code, got])).toEqual([["row left out", "1 with fewer, the first closes 2024-03-14T00:00:00.000Z"]]);
});

test("hours are made of half-hours of the last day", async () => {
  const { source, vendor } = await opened(() => ({ body: candles("2024-03-14T20:30:00Z", "2024-03-15T20:00:00Z", 0.5) }));
  const page = await onePage(source, { symbol: "ETH-USD", interval: "1h", from: "2024-03-15T16:00:00Z" });
  expect(vendor.asked[0]).toMatchObject({ path: "/api/v3/coins/ethereum/ohlc", query: { days: "1" } });
  expect(closes(page)).toEqual(["2024-03-15T17:00:00.000Z", "2024-03-15T18:00:00.000Z", "2024-03-15T19:00:00.000Z"]);
});

test("what lies before the answer's candles is told, and not answered for", async () => {
  const { source } = await opened(() => ({ body: week }));
  const page = await onePage(source, { symbol: "BTC-USD", from: "2024-01-01", to: "2024-03-14" });
  expect(page.findings.map(({ code }) => code)).toEqual(["nothing there"]);
  expect(page.covers.from).toBe(Date.parse("2024-03-09"));
});

test("bars older than the free candles are refused with reason plan, and nothing is asked", async () => {
  const { source, vendor } = await opened(() => ({}));
  await expect(onePage(source, { symbol: "BTC-USD", from: "2023-01-01", to: "2023-02-01" })).rejects.toMatchObject({ reason: "plan" });
  await expect(onePage(source, { symbol: "BTC-USD", interval: "5m" })).rejects.toThrow("there are no 5m bars");
  expect(vendor.asked).toHaveLength(0);
});

test("history beyond the plan is told as the plan's", async () => {
  const { source } = await opened(() => ({ status: 401, body: { error: { status: { timestamp: NOW, error_code: 10012, error_message: "Your request exceeds the allowed time range." } } } }));
  const pages = source.macro!({ query: "BTC-USD", from: "2021-01-01", to: "2021-01-31" });
  await expect((async () => { for await (const page of pages) expect(page).toBeUndefined(); })()).rejects.toMatchObject({ reason: "plan" });
});

test("of several coins with one symbol the largest is meant", async () => {
  const { source, vendor } = await opened(({ path }) => (path.endsWith("/search") ? { body: { coins: [{ id: "pepe-copy", name: "Copy", symbol: "PEPE", market_cap_rank: 900 }, { id: "pepe", name: "Pepe", symbol: "PEPE", market_cap_rank: 30 }] } } : { body: week }));
  await onePage(source, { symbol: "PEPE-USD", from: "2024-03-12", to: "2024-03-14" });
  expect(vendor.asked.map(({ path }) => path)).toEqual(["/api/v3/search", "/api/v3/coins/pepe/ohlc"]);
});

test("without a key no header is sent", async () => {
  const { source, vendor } = await opened(() => ({ body: week }));
  await onePage(source, { symbol: "BTC-USD", from: "2024-03-12", to: "2024-03-14" });
  expect(vendor.asked[0]!.headers).not.toHaveProperty("x-cg-demo-api-key");
});

test("prices in Tether, shares and currencies are refused before anything is asked", async () => {
  const { source, vendor } = await opened(() => ({}));
  for (const symbol of ["BTC-USDT", "AAPL", "EURUSD=X"]) await expect(source.quote!(symbol)).rejects.toMatchObject({ reason: "symbol" });
  expect(vendor.asked).toHaveLength(0);
});
