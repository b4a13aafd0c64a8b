import { expect, onTestFinished, test, vi } from "vitest";
import { formatBarTime } from "../barTime.ts";
import { MarketError } from "../error.ts";
import type { Reply } from "../connection/vendor.fixture.ts";
import type { Bars } from "../bars.ts";
import { allBars } from "./allBars.ts";
import { openedVendor, pagesOf } from "./openedVendor.fixture.ts";
import { sourceContract } from "./sourceContract.fixture.ts";
import type { BarPage, BarsRequest } from "./source.ts";
import { yahoo } from "./yahoo.ts";

const NOW = "2024-03-15T20:00:00Z";
const FRIDAY_CLOSE = Date.parse(NOW);
type Row = readonly [date: string, open: number | null, high: number | null, low: number | null, close: number | null, volume: number | null];

/** An answer in the shape of Yahoo's chart service, made by hand. */
function answer(rows: readonly Row[], { gmtoffset = -14400, end = FRIDAY_CLOSE, zone = "America/New_York", events = {}, adjclose = rows.map((row) => row[4]) }: { readonly gmtoffset?: number; readonly end?: number; readonly zone?: string; readonly events?: object; readonly adjclose?: readonly (number | null)[] } = {}): object {
  const seconds = (time: number): number => Math.floor(time / 1000);
  const period = { timezone: "EDT", start: seconds(end - 6.5 * 3_600_000), end: seconds(end), gmtoffset };
  const meta = {
    currency: "USD", symbol: "AAPL", exchangeName: "NMS", fullExchangeName: "NasdaqGS", instrumentType: "EQUITY", firstTradeDate: 345479400, regularMarketTime: seconds(end),
    hasPrePostMarketData: true, gmtoffset, timezone: "EDT", exchangeTimezoneName: zone, regularMarketPrice: 172.62, chartPreviousClose: 170, priceHint: 2,
    currentTradingPeriod: { pre: period, regular: period, post: period }, dataGranularity: "1d", range: "", validRanges: ["1d", "5d", "max"],
  };
  const quote = { open: rows.map((row) => row[1]), high: rows.map((row) => row[2]), low: rows.map((row) => row[3]), close: rows.map((row) => row[4]), volume: rows.map((row) => row[5]) };
  const result = { meta, timestamp: rows.map((row) => seconds(Date.parse(row[0]))), indicators: { quote: [quote], adjclose: [{ adjclose }] } };
  return { chart: { result: [{ ...result, ...events }], error: null } };
}

const WEEK: readonly Row[] = [
  ["2024-03-13T13:30:00Z", 172.77, 173.19, 170.76, 171.13, 52488700],
  ["2024-03-14T13:30:00Z", null, null, null, null, null],
  ["2024-03-15T13:30:00Z", 171.17, 172.62, 170.29, 172.62, 121664700],
];
/** All bars of a request, of a vendor with one answer, at a moment. */
const barsFrom = async (body: object, request: Partial<BarsRequest> = {}, now = FRIDAY_CLOSE): Promise<Bars> => {
  const { source } = await openedVendor(yahoo, () => ({ body }), { now: new Date(now).toISOString() });
  return allBars(source, "yahoo", { symbol: "AAPL", ...request });
};

const pagesIn = async (body: object, request: BarsRequest): Promise<readonly BarPage[]> => pagesOf((await openedVendor(yahoo, () => ({ body }), { now: NOW })).source.barPages!(request));

test("daily bars are stamped with the end of their day", async () => {
  const bars = await barsFrom(answer(WEEK));
  expect(Array.from(bars.closeTime, formatBarTime)).toEqual(["2024-03-13", "2024-03-14", "2024-03-15"]);
  expect(bars.close[2]).toBe(172.62);
  expect(bars.interval).toBe("1d");
});

test("a bar that the source leaves empty has missing values, and the provenance counts it", async () => {
  const bars = await barsFrom(answer(WEEK));
  expect([bars.open[1], bars.close[1], bars.volume[1]]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  expect(bars.provenance).toBe("Yahoo Finance, adjusted for splits; 1 bar empty at the source");
});

test("a bar that lacks one of its prices is kept with it missing, and told, though it has a close", async () => {
  const pages = await pagesIn(answer([["2024-03-14T13:30:00Z", 172.9, null, 172.1, 173, 5], ...WEEK.slice(2)]), { symbol: "AAPL", from: "2024-03-14", to: "2024-03-15" });
  expect([pages[0]!.bars.high[0], pages[0]!.bars.close[0]]).toEqual([Number.NaN, 173]);
  expect(pages[0]!.findings).toEqual([{ code: "nothing there", severity: "warning", where: { source: "yahoo", path: "chart.result[0].indicators.quote[0]" }, expected: "four prices a bar", got: "1 bar without some, the first 2024-03-14" }]);
});

test("the last bar is left out while the session is open, and the provenance says so", async () => {
  const bars = await barsFrom(answer(WEEK), {}, FRIDAY_CLOSE - 1);
  expect(bars.closeTime).toHaveLength(2);
  expect(bars.provenance).toContain("the last bar was unfinished and is left out");
});

test("hourly bars are stamped with their close and an unfinished hour is left out", async () => {
  const hours: readonly Row[] = [["2024-03-15T13:30:00Z", 1, 2, 1, 2, 5], ["2024-03-15T14:30:00Z", 2, 3, 2, 3, 5]];
  const bars = await barsFrom(answer(hours), { interval: "1h" }, Date.parse("2024-03-15T15:00:00Z"));
  expect(Array.from(bars.closeTime, formatBarTime)).toEqual(["2024-03-15T14:30:00.000Z"]);
});

test("the day is the one at the exchange", async () => {
  const sydney: readonly Row[] = [["2024-03-12T23:00:00Z", 1, 2, 1, 2, 5], ["2024-03-13T23:00:00Z", 2, 3, 2, 3, 5]];
  const end = Date.parse("2024-03-14T05:00:00Z");
  const bars = await barsFrom(answer(sydney, { gmtoffset: 39600, end, zone: "Australia/Sydney" }), { symbol: "BHP.AX" }, end);
  expect(Array.from(bars.closeTime, formatBarTime)).toEqual(["2024-03-13", "2024-03-14"]);
});

test("without a network the error says so and what to do, in one paragraph", async () => {
  const { source, vendor } = await openedVendor(yahoo, () => ({ body: {} }), { now: NOW });
  await vendor.close();
  await expect(pagesOf(source.barPages!({ symbol: "AAPL", from: "2024-03-15" }))).rejects.toThrow(/^yahoo: asked for bars \(symbol AAPL, .*\), but 127\.0\.0\.1:\d+ refused the connection \(ECONNREFUSED\)\..* Check the network, try again, or use source embedded, which needs none\.$/);
});

const chartError = (status: number, code: string, description: string): Reply => ({ status, body: { chart: { result: null, error: { code, description } } } });

// Texts as yfinance's users report them: github.com/ranaroussi/yfinance/issues 165, 636, 1389, 2284 and 2441.
test.each<[string, Reply, MarketError["reason"], RegExp]>([
  ["an unknown symbol", chartError(404, "Not Found", "No data found, symbol may be delisted"), "symbol", /^yahoo: there is no symbol "AAPL", or it has no 1m bars in that time\./],
  ["an unknown symbol, said with status 200", chartError(200, "Not Found", "No data found, symbol may be delisted"), "symbol", /^yahoo: there is no symbol "AAPL"/],
  ["too long a stretch", chartError(422, "Unprocessable Entity", "1m data not available for startTime=1 and endTime=2. Only 8 days worth of 1m granularity data are allowed to be fetched per request."), "plan", /^yahoo: 1m bars of AAPL do not go back so far\. Ask from a later day\.$/],
  ["too early a day", chartError(422, "Unprocessable Entity", "1m data not available for startTime=1 and endTime=2. The requested range must be within the last 30 days."), "plan", /^yahoo: 1m bars of AAPL do not go back so far/],
  ["too many requests", { status: 429, body: "Edge: Too Many Requests" }, "limit", /too many requests were made \(status 429: "Edge: Too Many Requests"\)/],
  ["a client that is not welcome", { status: 403, body: "Forbidden" }, "limit", /^yahoo: it turned the request for AAPL away \(status 403\)/],
  ["a crumb that it does not know", { status: 401, body: { finance: { result: null, error: { code: "Unauthorized", description: "Invalid Crumb" } } } }, "limit", /^yahoo: it turned the request for AAPL away \(status 401\)/],
])("%s is told as such", async (_, reply, reason, message) => {
  const { source } = await openedVendor(yahoo, () => reply, { now: NOW });
  const error: unknown = await pagesOf(source.barPages!({ symbol: "AAPL", interval: "1m", from: "2024-03-14" })).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(MarketError);
  expect(error).toMatchObject({ reason, message: expect.stringMatching(message) });
});

test("an answer of another shape is an error, never bars", async () => {
  await expect(barsFrom({ chart: { result: [{ meta: {} }], error: null } })).rejects.toThrow(/^yahoo: error: field missing at chart\.result\[0\]\.meta\.gmtoffset/);
});

test("the day is the exchange's on both sides of the change of clocks", async () => {
  // London: 3 July 2023 begins at 23:00 UTC of the day before, 3 January 2024 at 00:00 UTC; today's offset is that of winter.
  const days: readonly Row[] = [["2023-07-02T23:00:00Z", 1, 2, 1, 2, 0], ["2024-01-03T00:00:00Z", 2, 3, 2, 3, 0]];
  const end = Date.parse("2024-03-14T22:59:00Z");
  const bars = await barsFrom(answer(days, { gmtoffset: 0, end, zone: "Europe/London" }), { symbol: "EURUSD=X", from: "2023-07-01" }, end);
  expect(Array.from(bars.closeTime, formatBarTime)).toEqual(["2023-07-03", "2024-01-03"]);
});

const CHART = { useYfid: "true", events: "div|split|earn", lang: "en-US", includePrePost: "false" };
const secondsOf = (time: string): string => String(Date.parse(time) / 1000);
const NOT_FOUND = { status: 404, body: { chart: { result: null, error: { code: "Not Found", description: "No data found, symbol may be delisted" } } } };
const SEARCH = {
  explains: [], count: 2,
  quotes: [{ symbol: "AAPL", quoteType: "EQUITY", shortname: "Apple Inc.", exchange: "NMS", isYahooFinance: true }, { symbol: "AAPL240419C00170000", quoteType: "OPTION", exchange: "OPR", isYahooFinance: true }, { name: "Applet", permalink: "applet", isYahooFinance: false }],
  news: [{ uuid: "b1", title: "Later", publisher: "A paper", link: "https://news.example/b1", providerPublishTime: 1710446400, type: "STORY", relatedTickers: ["AAPL"] }, { uuid: "a1", title: "Earlier", publisher: "A paper", link: "https://news.example/a1", providerPublishTime: 1710360000, type: "STORY" }],
};
const FUZZY = { lang: "en-US", region: "US", enableFuzzyQuery: "false", quotesQueryId: "tss_match_phrase_query", multiQuoteQueryId: "multi_quote_single_token_query", newsQueryId: "news_cie_vespa", enableCb: "true", enableNavLinks: "true", enableEnhancedTrivialQuery: "true", q: "apple" };
const FULL: readonly Row[] = WEEK.map((row): Row => [row[0], 170, 173, 168, 172, 5]);

// Shaped after the answers that yahoo-finance2 4.0.2 declares in its schemas, with numbers of our own.
sourceContract({
  source: yahoo,
  now: NOW,
  cases: [
    {
      title: "daily bars",
      ask: (source) => source.barPages!({ symbol: "AAPL", from: "2024-03-13", to: "2024-03-14" }),
      vendor: () => ({ body: answer(FULL) }),
      requests: [{ path: "/v8/finance/chart/AAPL", headers: { "user-agent": "Mozilla/5.0 (compatible; yahoo-finance2/4.0.2)" }, query: { ...CHART, interval: "1d", period1: secondsOf("2024-03-12T12:00:00Z"), period2: secondsOf("2024-03-15T12:00:01Z") } }],
      count: 2,
      empty: { reply: { body: { chart: { result: [{ meta: emptyMeta(), indicators: { quote: [{}], adjclose: [{}] } }], error: null } } } },
      unknownSymbol: { reply: NOT_FOUND },
      changed: [{ field: "chart.result[0].timestamp" }, { field: "chart.result[0].timestamp", to: "none" }, { field: "chart.result[0].meta.gmtoffset" }, { field: "chart.result[0].indicators.quote[0].close" }, { field: "chart.result[0].indicators.quote[0].close[1]", to: "172", finds: "chart.result[0].indicators.quote[0][1].close" }],
    },
    {
      title: "the last price",
      ask: (source) => source.quote!("AAPL"),
      vendor: () => ({ body: answer(FULL) }),
      requests: [{ path: "/v8/finance/chart/AAPL", query: { ...CHART, includePrePost: "true", interval: "1d", period1: secondsOf("2024-03-14T20:00:00Z"), period2: secondsOf(NOW) } }],
      count: 1,
      empty: { reply: NOT_FOUND, error: "symbol" },
      unknownSymbol: { reply: NOT_FOUND },
      changed: [{ field: "chart.result[0].meta.regularMarketPrice" }, { field: "chart.result[0].meta.regularMarketTime", to: "now" }],
    },
    {
      title: "symbols",
      ask: (source) => source.symbols("apple"),
      vendor: () => ({ body: SEARCH }),
      requests: [{ path: "/v1/finance/search", query: { ...FUZZY, quotesCount: "20", newsCount: "0" } }],
      count: 1,
      empty: { reply: { body: { ...SEARCH, quotes: [] } } },
      changed: [{ field: "quotes" }, { field: "quotes[0].symbol", to: 7 }],
    },
    {
      title: "headlines",
      ask: (source) => source.news!({ query: "apple", most: 5 }),
      vendor: () => ({ body: SEARCH }),
      requests: [{ path: "/v1/finance/search", query: { ...FUZZY, quotesCount: "0", newsCount: "5" } }],
      count: 2,
      empty: { reply: { body: { ...SEARCH, news: [] } } },
      changed: [{ field: "news" }, { field: "news[0].title", to: 7 }],
    },
  ],
});

function emptyMeta(): object {
  const end = FRIDAY_CLOSE / 1000;
  return { symbol: "AAPL", gmtoffset: -14400, exchangeTimezoneName: "America/New_York", currentTradingPeriod: { regular: { start: end - 23_400, end } } };
}

test("one-minute bars are asked a week at a time, oldest first", async () => {
  const minute: Row = ["2024-03-01T14:30:00Z", 1, 2, 1, 2, 5];
  const { source, vendor } = await openedVendor(yahoo, () => ({ body: answer([minute]) }), { now: NOW });
  const pages = await pagesOf(source.barPages!({ symbol: "AAPL", interval: "1m", from: "2024-02-26", to: "2024-03-08" }));
  expect(vendor.asked.map(({ query }) => [query.period1, query.period2])).toEqual([
    [secondsOf("2024-02-25T23:59:01Z"), secondsOf("2024-03-04T00:00:01Z")],
    [secondsOf("2024-03-03T23:59:01Z"), secondsOf("2024-03-09T00:00:01Z")],
  ]);
  expect(pages.map(({ bars }) => bars.closeTime.length)).toEqual([1, 0]);
});

test("what lies before the history that the source keeps is told and not covered", async () => {
  const pages = await pagesIn(answer([]), { symbol: "AAPL", interval: "1h", from: "2020-01-01" });
  expect(pages[0]!.findings.map(({ code, severity }) => [code, severity])).toContainEqual(["nothing there", "warning"]);
  expect(pages[0]!.covers.from).toBe(Date.parse(NOW) - 729 * 86_400_000);
});

test("more than a hundred years of days are not asked, for Yahoo refuses them", async () => {
  const { source, vendor } = await openedVendor(yahoo, () => ({ body: answer(WEEK) }), { now: NOW });
  const [page] = await pagesOf(source.barPages!({ symbol: "^GSPC", from: "1900-01-01" }));
  expect(vendor.asked).toHaveLength(1);
  expect((Number(vendor.asked[0]!.query.period2) - Number(vendor.asked[0]!.query.period1)) / 86_400).toBeLessThan(36_524);
  expect(page!.findings[0]).toMatchObject({ code: "nothing there", expected: "1d bars from 1900-01-01T00:00:00.000Z" });
});

test("splits and dividends come with the bars, from the first moment of the exchange's day", async () => {
  const events = { events: { dividends: { 1710336600: { amount: 0.24, date: 1710336600 } }, splits: { 1710423000: { date: 1710423000, numerator: 4, denominator: 1, splitRatio: "4:1" } } } };
  const pages = await pagesIn(answer(FULL, { events }), { symbol: "AAPL", from: "2024-03-13", to: "2024-03-15" });
  expect(pages[0]!.actions).toEqual([
    { kind: "dividend", symbol: "AAPL", exTime: Date.parse("2024-03-13T04:00:00Z"), amount: 0.24, countedAt: pages[0]!.answers[0]!.receivedAt },
    { kind: "split", symbol: "AAPL", exTime: Date.parse("2024-03-14T04:00:00Z"), ratio: 4 },
  ]);
});

// Yahoo's help page on adjusted closes counts a dividend so: 0.08 on a close of 24.96 before the ex-day makes 1 − 0.08 / 24.96 = 0.9968.
test.each([["America/New_York", -14400, "13:30", 0], ["Asia/Tokyo", 32400, "00:00", 0], ["Australia/Sydney", 39600, "23:00", -1]])("a dividend that is not on the scale of the prices is told, by the clocks of %s", async (zone, gmtoffset, opens, shift) => {
  const dayOf = (date: number): string => `2024-03-${date + shift}T${opens}:00Z`;
  const rows = [12, 13, 14].map((date): Row => [dayOf(date), 24, 25, 24, date === 12 ? 24.96 : 24.5, 5]);
  const paidOf = (amount: number): object => ({ events: { dividends: { a: { amount, date: Date.parse(dayOf(13)) / 1000 } } } });
  const foundIn = async (amount: number, adjclose: readonly (number | null)[]): Promise<readonly unknown[]> => {
    const pages = await pagesIn(answer(rows, { zone, gmtoffset, events: paidOf(amount), adjclose }), { symbol: "AAPL", from: "2024-03-12", to: "2024-03-14" });
    return pages.flatMap(({ findings }) => findings);
  };
  const right = [24.880001, 24.5, 24.5];
  expect(await foundIn(0.08, right)).toEqual([]);
  expect(await foundIn(0.08, [null, null, null])).toEqual([]);
  expect(await foundIn(0.16, right)).toEqual([{ code: "value impossible", severity: "warning", where: { source: "yahoo", path: "chart.result[0].events.dividends" }, expected: "a dividend of 0.0800 on 2024-03-13, as the adjusted closes count it", got: "0.16" }]);
});

test("the price of the moment is part of the bar that runs", async () => {
  const rows: readonly Row[] = [["2024-03-15T19:00:00Z", 1, 2, 1, 2, 5], ["2024-03-15T19:30:00Z", 2, 3, 2, 3, 5], ["2024-03-15T19:59:12Z", 4, 4, 4, 4, 0]];
  const pages = await pagesIn(answer(rows), { symbol: "AAPL", interval: "1h", from: "2024-03-15T13:00:00Z" });
  const [page] = pages;
  expect(page!.bars.closeTime).toHaveLength(1);
  expect([page!.unfinished?.closeTime[0], page!.unfinished?.open[0], page!.unfinished?.high[0], page!.unfinished?.close[0], page!.unfinished?.volume[0]]).toEqual([Date.parse("2024-03-15T20:30:00Z"), 2, 4, 4, 5]);
});

test("columns that are not as long as the times print nothing, and every row that cannot be is told", async () => {
  const print = vi.spyOn(console, "log").mockImplementation(() => {});
  onTestFinished(() => print.mockRestore());
  const text = JSON.stringify(answer(FULL));
  for (const [column, row] of [['"high":[173,173]', 2], ['"high":[173,173,173,173]', 3]] as const) {
    const { source } = await openedVendor(yahoo, () => ({ body: text.replace('"high":[173,173,173]', column) }), { now: NOW });
    const [page] = await pagesOf(source.barPages!({ symbol: "AAPL", from: "2024-03-13", to: "2024-03-15" }));
    expect(page!.findings.map(({ code, where }) => [code, where.row])).toEqual([["row left out", row]]);
  }
  expect(print).not.toHaveBeenCalled();
});

test("the price of the moment beside an empty bar makes no price out of nothing", async () => {
  const rows: readonly Row[] = [["2024-03-15T19:00:00Z", 1, 2, 1, 2, 5], ["2024-03-15T19:30:00Z", null, null, null, null, null], ["2024-03-15T19:59:12Z", 4, null, null, 4, null]];
  const [page] = await pagesIn(answer(rows), { symbol: "AAPL", interval: "1h", from: "2024-03-15T13:00:00Z" });
  expect([page!.unfinished?.open[0], page!.unfinished?.high[0], page!.unfinished?.low[0], page!.unfinished?.close[0], page!.unfinished?.volume[0]]).toEqual([4, Number.NaN, Number.NaN, 4, Number.NaN]);
});
