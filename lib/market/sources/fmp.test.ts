import { expect, test } from "vitest";
import type { Answerer } from "../connection/vendor.fixture.ts";
import { fmp, fmpSymbol } from "./fmp.ts";
import { closes, openedVendor, pagesOf } from "./openedVendor.fixture.ts";
import { madeUpKey, sourceContract } from "./sourceContract.fixture.ts";

// Shaped after site.financialmodelingprep.com/developer/docs/stable: historical-price-eod-full, intraday-5-min, quote, search-symbol, income-statement, splits-company, dividends-company; and the legacy historical social sentiment. The numbers are ours.
const NOW = "2024-03-15T20:00:00Z";
const headers = { apikey: madeUpKey("FMP_API_KEY") };
const plan = { status: 402, body: "Premium Query Parameter: 'Special Endpoint' : This value set for 'symbol' is not available under your current subscription." };
const unknown = { status: 404, body: { "Error Message": "not found" } };

const daily = ["2024-03-15", "2024-03-14", "2024-03-13"].map((date, row) => ({ symbol: "AAPL", date, open: 171 + row, high: 174 + row, low: 170 + row, close: 172 + row, volume: 60e6 + row, change: 1, changePercent: 0.6, vwap: 172 }));
const splits = [{ symbol: "AAPL", date: "2024-03-14", numerator: 4, denominator: 1 }, { symbol: "AAPL", date: "2014-06-09", numerator: 7, denominator: 1 }];
const dividends = [{ symbol: "AAPL", date: "2024-03-13", recordDate: "2024-03-14", paymentDate: "2024-03-21", declarationDate: "2024-02-01", adjDividend: 0.24, dividend: 0.24, yield: 0.5, frequency: "Quarterly" }];
const market: Answerer = ({ path }) => ({ body: path.endsWith("/splits") ? splits : path.endsWith("/dividends") ? dividends : daily });
const filed = (date: string, more: object = {}): object => ({ date, symbol: "AAPL", reportedCurrency: "USD", cik: "0000320193", filingDate: "2023-11-03", acceptedDate: "2023-11-02 18:08:27", fiscalYear: "2023", period: "FY", revenue: 383e9, eps: 6.16, weightedAverageShsOut: 15.7e9, ...more });
const hour = (date: string): object => ({ date, symbol: "AAPL", stocktwitsPosts: 20, twitterPosts: 90, stocktwitsComments: 1, twitterComments: 2, stocktwitsLikes: 3, twitterLikes: 4, stocktwitsImpressions: 5, twitterImpressions: 6, stocktwitsSentiment: 0.55, twitterSentiment: 0.5 });

sourceContract({
  source: fmp, now: NOW,
  cases: [
    {
      title: "daily bars",
      ask: (source) => source.barPages!({ symbol: "AAPL", from: "2024-03-13", to: "2024-03-15" }),
      vendor: market,
      requests: [
        { path: "/stable/historical-price-eod/full", query: { symbol: "AAPL", from: "2024-03-13", to: "2024-03-15" }, headers },
        { path: "/stable/splits", query: { symbol: "AAPL" }, headers }, { path: "/stable/dividends", query: { symbol: "AAPL" }, headers },
      ],
      count: 2,
      empty: { reply: { body: [] } },
      refusedKey: { status: 401, body: { "Error Message": "Invalid API KEY. Feel free to create a Free API Key." } },
      changed: [{ field: "[1].close" }, { field: "[0].date", to: 20240315 }, { field: "[2].volume", to: "many" }, { field: "[0].numerator" }],
    },
    {
      title: "bars of five minutes",
      ask: (source) => source.barPages!({ symbol: "AAPL", interval: "5m", from: "2024-03-14", to: "2024-03-14" }),
      vendor: () => ({ body: ["2024-03-14 09:35:00", "2024-03-14 09:30:00"].map((date) => ({ date, open: 172, low: 171, high: 173, close: 172.5, volume: 1e6 })) }),
      requests: [{ path: "/stable/historical-chart/5min", query: { symbol: "AAPL", from: "2024-03-13", to: "2024-03-14" }, headers }],
      count: 2,
      empty: { reply: { body: [] } },
      changed: [{ field: "[0].open" }, { field: "[1].date", to: "today" }],
    },
    {
      title: "a quote",
      ask: (source) => source.quote!("BTC-USD"),
      vendor: () => ({ body: [{ symbol: "BTCUSD", name: "Bitcoin USD", price: 68390.5, changePercentage: -4, change: -2900, volume: 5e10, previousClose: 71290, timestamp: Date.parse("2024-03-15T19:59:00Z") / 1000 }] }),
      requests: [{ path: "/stable/quote", query: { symbol: "BTCUSD" }, headers }],
      count: 1,
      empty: { reply: { body: [] }, error: "symbol" },
      unknownSymbol: { reply: { body: [] } },
      changed: [{ field: "[0].price" }, { field: "[0].timestamp", to: "now" }],
    },
    {
      title: "statements",
      ask: (source) => source.statements!({ query: "AAPL" }),
      vendor: () => ({ body: [filed("2023-09-30")] }),
      requests: ["income-statement", "balance-sheet-statement", "cash-flow-statement"].map((one) => ({ path: `/stable/${one}`, query: { symbol: "AAPL", period: "annual" }, headers })),
      count: 9,
      empty: { reply: { body: [] } },
      changed: [{ field: "[0].filingDate" }, { field: "[0].reportedCurrency", to: 5 }],
    },
    {
      title: "social sentiment",
      ask: (source) => source.social!({ query: "AAPL", from: "2024-03-15" }),
      vendor: ({ query }) => ({ body: query["page"] === "0" ? [hour("2024-03-15 14:00:00"), hour("2024-03-14 20:00:00")] : [] }),
      requests: ["0", "1"].map((page) => ({ path: "/api/v4/historical/social-sentiment", query: { symbol: "AAPL", page }, headers })),
      count: 4,
      empty: { reply: { body: [] } },
      changed: [{ field: "[0].twitterPosts" }, { field: "[1].stocktwitsSentiment", to: "good" }],
    },
    {
      title: "a search for symbols",
      ask: (source) => source.symbols("bitcoin"),
      vendor: () => ({ body: [{ symbol: "BTCUSD", name: "Bitcoin USD", currency: "USD", exchangeFullName: "CCC", exchange: "CRYPTO" }] }),
      requests: [{ path: "/stable/search-symbol", query: { query: "bitcoin", limit: "50" }, headers }],
      count: 1,
      empty: { reply: { body: [] } },
      changed: [{ field: "[0].symbol" }, { field: "[0].symbol", to: 7 }],
    },
  ],
});

const opened = (answerer: Answerer, now = NOW) => openedVendor(fmp, answerer, { now, variables: { FMP_API_KEY: "k" } });

test("daily bars come oldest first, today's is unfinished, and they can be read again from the answer", async () => {
  const { source } = await opened(market);
  const [page] = await pagesOf(source.barPages!({ symbol: "AAPL", from: "2024-03-13", to: "2024-03-15" }));
  expect(closes(page)).toEqual(["2024-03-13T23:59:59.999Z", "2024-03-14T23:59:59.999Z"]);
  expect(page!.unfinished!.close[0]).toBe(172);
  expect(fmp.barsOf!(page!.answers[0]!)).toEqual(page);
});

test("splits and dividends of the stretch come on pages of their own, from the first moment of the exchange's ex-day", async () => {
  const { source } = await opened(market);
  const pages = await pagesOf(source.barPages!({ symbol: "AAPL", from: "2024-03-13", to: "2024-03-15" }));
  expect(pages.flatMap(({ actions = [] }) => actions)).toEqual([
    { kind: "split", symbol: "AAPL", exTime: Date.parse("2024-03-14T04:00:00Z"), ratio: 4 },
    { kind: "dividend", symbol: "AAPL", exTime: Date.parse("2024-03-13T04:00:00Z"), amount: 0.24 },
  ]);
  expect(pages[1]!.covers.from).toBe(pages[1]!.covers.to);
});

test("a plan without splits and dividends costs no bar, and is told", async () => {
  const { source } = await opened((asked) => (/splits|dividends/.test(asked.path) ? plan : market(asked)));
  const pages = await pagesOf(source.barPages!({ symbol: "AAPL", from: "2024-03-13", to: "2024-03-15" }));
  expect(pages.flatMap(closes)).toHaveLength(2);
  expect(pages.flatMap(({ findings }) => findings).map(({ where }) => where.path)).toEqual(["splits", "dividends"]);
});

test("times of short bars are New York's: 14:30 UTC in winter, 13:30 in summer", async () => {
  const { source } = await opened(() => ({ body: ["2024-03-11 09:30:00", "2024-03-08 09:30:00"].map((date) => ({ date, open: 1, high: 2, low: 1, close: 2, volume: 3 })) }));
  const pages = await pagesOf(source.barPages!({ symbol: "AAPL", interval: "1h", from: "2024-03-08", to: "2024-03-11" }));
  expect(pages.flatMap(closes)).toEqual(["2024-03-08T15:30:00.000Z", "2024-03-11T14:30:00.000Z"]);
});

test("minutes are asked three days at a time, and no bar comes twice", async () => {
  const { source, vendor } = await opened(() => ({ body: ["2024-03-13 20:00:00", "2024-03-13 19:59:00", "2024-03-13 19:58:00"].map((date) => ({ date, open: 1, high: 2, low: 1, close: 2, volume: 3 })) }));
  const pages = await pagesOf(source.barPages!({ symbol: "EURUSD=X", interval: "1m", from: "2024-03-11", to: "2024-03-14" }));
  expect(vendor.asked.map(({ query }) => [query["symbol"], query["from"], query["to"]])).toEqual([["EURUSD", "2024-03-10", "2024-03-13"], ["EURUSD", "2024-03-13", "2024-03-14"]]);
  expect(pages.map(closes)).toEqual([["2024-03-13T23:59:00.000Z", "2024-03-14T00:00:00.000Z"], ["2024-03-14T00:01:00.000Z"]]);
});

test("facts are known from New York's moment of acceptance, with units, and periods follow each other", async () => {
  const { source } = await opened(() => ({ body: [filed("2023-09-30"), filed("2022-09-24", { filingDate: "2022-10-28", acceptedDate: null })] }));
  const [income, balance] = await pagesOf(source.statements!({ query: "AAPL" }));
  expect(income!.items.find(({ concept, to }) => concept === "fmp/eps" && to === "2023-09-30")).toEqual({ symbol: "AAPL", concept: "fmp/eps", unit: "USD/shares", from: "2022-09-25", to: "2023-09-30", value: 6.16, knownAt: Date.parse("2023-11-02T22:08:27Z") });
  expect(income!.items[0]).toMatchObject({ concept: "fmp/revenue", unit: "USD", knownAt: Date.parse("2022-10-29T03:59:59Z") });
  expect(balance!.items[0]).not.toHaveProperty("from");
});

test("as many statements are asked for as were filed since; the five that come unasked are not asked for, which the free plan refuses", async () => {
  const { asked, source } = await opened(() => ({ body: [filed("2023-09-30")] }));
  for (const request of [{ query: "AAPL", from: "2020-06-01" }, { query: "AAPL", from: "2010-01-01" }, { query: "AAPL quarter", from: "2022-01-01" }]) await pagesOf(source.statements!(request));
  expect(asked.filter(({ path }) => path.endsWith("/income-statement")).map(({ query }) => [query["period"], query["limit"]])).toEqual([["annual", undefined], ["annual", "16"], ["quarter", "10"]]);
  const free = await opened(() => ({ status: 402, body: "Premium Query Parameter: 'limit' : values above 5 are not available under your current subscription." }));
  await expect(pagesOf(free.source.statements!({ query: "AAPL", from: "2010-01-01" }))).rejects.toMatchObject({ reason: "plan" });
});

test("a filing that would be known before its period was over is left out and told", async () => {
  const { source } = await opened(() => ({ body: [filed("2023-12-31", { filingDate: "2023-12-31", acceptedDate: "2023-12-31 00:00:00" })] }));
  const [income] = await pagesOf(source.statements!({ query: "SHEL.L" }));
  expect(income!.items).toEqual([]);
  expect(income!.findings.map(({ code, where }) => [code, where.path])).toEqual([["row left out", "[0].acceptedDate"]]);
});

test("a day of requests used up is told as the budget's, a legacy endpoint as the plan's", async () => {
  const used = await opened(() => ({ body: { "Error Message": "Limit Reach . Please upgrade your plan or visit our documentation for more details." } }));
  await expect(used.source.quote!("AAPL")).rejects.toMatchObject({ reason: "budget" });
  const legacy = await opened(() => ({ status: 403, body: { "Error Message": "Legacy Endpoint : this endpoint is only available for legacy users." } }));
  await expect(pagesOf(legacy.source.social!({ query: "AAPL" }))).rejects.toMatchObject({ reason: "plan" });
  const other = await opened(() => unknown);
  await expect(other.source.quote!("AAPL")).rejects.toThrow("fmp");
});

test("counted posts are stamped with the end of their hour, on a scale from −1 to 1", async () => {
  const { source } = await opened(({ query }) => ({ body: query["page"] === "0" ? [hour("2024-03-15 14:00:00"), hour("2024-03-15 15:30:00")] : [] }));
  const [page] = await pagesOf(source.social!({ query: "AAPL" }));
  expect(page!.items.map(({ community, posts, time }) => [community, posts, new Date(time).toISOString()])).toEqual([["stocktwits", 20, "2024-03-15T19:00:00.000Z"], ["twitter", 90, "2024-03-15T19:00:00.000Z"]]);
  expect(page!.items[0]!.sentiment).toBeCloseTo(0.1, 12);
});

test("a page of posts that comes again is the end", async () => {
  const { source, vendor } = await opened(() => ({ body: [hour("2024-03-15 14:00:00")] }));
  const pages = await pagesOf(source.social!({ query: "AAPL", from: "2024-01-01" }));
  expect([pages.length, vendor.asked.length]).toEqual([1, 2]);
});

test("symbols are FMP's", () => {
  expect(["AAPL", "^GSPC", "BTC-USD", "EURUSD=X"].map(fmpSymbol)).toEqual(["AAPL", "^GSPC", "BTCUSD", "EURUSD"]);
});
