import { expect, test } from "vitest";
import { formatBarTime } from "../barTime.ts";
import { MarketError } from "../error.ts";
import { yahooBars } from "./yahoo.ts";

const FRIDAY_CLOSE = Date.parse("2024-03-15T20:00:00Z");
type Row = readonly [date: string, open: number | null, high: number | null, low: number | null, close: number | null, volume: number | null];

/** An answer in the shape of Yahoo's chart service, made by hand. */
function answer(rows: readonly Row[], { gmtoffset = -14400, end = FRIDAY_CLOSE } = {}): Response {
  const seconds = (time: number): number => Math.floor(time / 1000);
  const period = { timezone: "EDT", start: seconds(end - 6.5 * 3_600_000), end: seconds(end), gmtoffset };
  const meta = {
    currency: "USD", symbol: "AAPL", exchangeName: "NMS", fullExchangeName: "NasdaqGS", instrumentType: "EQUITY", firstTradeDate: 345479400, regularMarketTime: seconds(end),
    hasPrePostMarketData: true, gmtoffset, timezone: "EDT", exchangeTimezoneName: "America/New_York", regularMarketPrice: 172.62, chartPreviousClose: 170, priceHint: 2,
    currentTradingPeriod: { pre: period, regular: period, post: period }, dataGranularity: "1d", range: "", validRanges: ["1d", "5d", "max"],
  };
  const quote = { open: rows.map((row) => row[1]), high: rows.map((row) => row[2]), low: rows.map((row) => row[3]), close: rows.map((row) => row[4]), volume: rows.map((row) => row[5]) };
  const result = { meta, timestamp: rows.map((row) => seconds(Date.parse(row[0]))), indicators: { quote: [quote], adjclose: [{ adjclose: quote.close }] } };
  return Response.json({ chart: { result: [result], error: null } });
}

const WEEK: readonly Row[] = [
  ["2024-03-13T13:30:00Z", 172.77, 173.19, 170.76, 171.13, 52488700],
  ["2024-03-14T13:30:00Z", null, null, null, null, null],
  ["2024-03-15T13:30:00Z", 171.17, 172.62, 170.29, 172.62, 121664700],
];
const replays = (make: () => Response) => async (): Promise<Response> => make();
const at = (time: number) => (): number => time;

test("daily bars are stamped with the end of their day", async () => {
  const bars = await yahooBars({ symbol: "AAPL" }, { fetch: replays(() => answer(WEEK)), now: at(FRIDAY_CLOSE) });
  expect(Array.from(bars.closeTime, formatBarTime)).toEqual(["2024-03-13", "2024-03-14", "2024-03-15"]);
  expect(bars.close[2]).toBe(172.62);
  expect(bars.interval).toBe("1d");
});

test("a bar that the source leaves empty has missing values, and the provenance counts it", async () => {
  const bars = await yahooBars({ symbol: "AAPL" }, { fetch: replays(() => answer(WEEK)), now: at(FRIDAY_CLOSE) });
  expect([bars.open[1], bars.close[1], bars.volume[1]]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  expect(bars.provenance).toBe("Yahoo Finance, adjusted for splits; 1 bar empty at the source");
});

test("the last bar is left out while the session is open, and the provenance says so", async () => {
  const bars = await yahooBars({ symbol: "AAPL" }, { fetch: replays(() => answer(WEEK)), now: at(FRIDAY_CLOSE - 1) });
  expect(bars.closeTime).toHaveLength(2);
  expect(bars.provenance).toContain("the last bar was unfinished and is left out");
});

test("hourly bars are stamped with their close and an unfinished hour is left out", async () => {
  const hours: readonly Row[] = [["2024-03-15T13:30:00Z", 1, 2, 1, 2, 5], ["2024-03-15T14:30:00Z", 2, 3, 2, 3, 5]];
  const bars = await yahooBars({ symbol: "AAPL", interval: "1h" }, { fetch: replays(() => answer(hours)), now: at(Date.parse("2024-03-15T15:00:00Z")) });
  expect(Array.from(bars.closeTime, formatBarTime)).toEqual(["2024-03-15T14:30:00.000Z"]);
});

test("the day is the one at the exchange", async () => {
  const sydney: readonly Row[] = [["2024-03-12T23:00:00Z", 1, 2, 1, 2, 5], ["2024-03-13T23:00:00Z", 2, 3, 2, 3, 5]];
  const end = Date.parse("2024-03-14T05:00:00Z");
  const bars = await yahooBars({ symbol: "BHP.AX" }, { fetch: replays(() => answer(sydney, { gmtoffset: 39600, end })), now: at(end) });
  expect(Array.from(bars.closeTime, formatBarTime)).toEqual(["2024-03-13", "2024-03-14"]);
});

const failure = async (fetch: typeof globalThis.fetch): Promise<string> => {
  const error: unknown = await yahooBars({ symbol: "AAPL" }, { fetch, now: at(FRIDAY_CLOSE) }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(MarketError);
  return error instanceof Error ? error.message : "";
};

test("without a network the error says so and what to do, in one paragraph", async () => {
  const refused = async (): Promise<Response> => {
    throw new TypeError("fetch failed", { cause: Object.assign(new Error("getaddrinfo ENOTFOUND query2.finance.yahoo.com"), { code: "ENOTFOUND" }) });
  };
  expect(await failure(refused)).toBe('yahoo: no connection to query2.finance.yahoo.com, asked for AAPL. Use -p source embedded (in code: source "embedded"), which needs no network, or try again.');
});

test("an unknown symbol is told from a lost connection", async () => {
  const unknown = replays(() => Response.json({ chart: { result: null, error: { code: "Not Found", description: "No data found, symbol may be delisted" } } }, { status: 404 }));
  expect(await failure(unknown)).toMatch(/^yahoo: there is no symbol "AAPL"/);
});

test("too many requests are named as such", async () => {
  expect(await failure(replays(() => new Response("Too Many Requests", { status: 429, statusText: "Too Many Requests" })))).toMatch(/^yahoo: too many requests/);
});

test("an answer of another shape is an error, never bars", async () => {
  expect(await failure(replays(() => Response.json({ chart: { result: [{ meta: {} }], error: null } })))).toMatch(/^yahoo: the answer for AAPL could not be understood/);
});
