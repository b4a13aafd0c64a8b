import { describe, expect, test } from "vitest";
import { formatBarTime } from "../barTime.ts";
import type { Answerer, Asked, Reply } from "../connection/vendor.fixture.ts";
import { openedVendor } from "./openedVendor.fixture.ts";
import { madeUpKey, sourceContract } from "./sourceContract.fixture.ts";
import type { BarPage, BarsRequest } from "./source.ts";
import { twelveData } from "./twelveData.ts";

// Answers shaped after https://twelvedata.com/docs (time series, quote, symbol search, errors), with numbers of our own.
const NOW = "2024-03-15T20:00:00Z";
const AUTHORIZATION = { authorization: `apikey ${madeUpKey("TWELVEDATA_API_KEY")}` };
const META = { symbol: "AAPL", currency: "USD", exchange_timezone: "America/New_York", exchange: "NASDAQ", mic_code: "XNGS", type: "Common Stock" };
type Row = readonly [datetime: string, close: string, volume?: string | null];

function values(rows: readonly Row[]): readonly object[] {
  return rows.map(([datetime, close, volume = "1000"]) => ({ datetime, open: "170.00000", high: "180.00000", low: "160.50000", close, ...(volume === null ? {} : { volume }) }));
}

function series(interval: string, rows: readonly Row[], meta: object = META): Reply {
  return { body: { meta: { ...meta, interval }, values: values(rows), status: "ok" } };
}

const refusal = (code: number, message: string, status = 200): Reply => ({ status, body: { code, message, status: "error" } });
const NOTHING = refusal(400, "No data is available on the specified dates. Try setting different start/end dates.");
const UNKNOWN = refusal(404, "**symbol** or **figi** parameter is missing or invalid. Please provide a valid symbol according to API documentation.");
const REFUSED_KEY = refusal(401, "**apikey** parameter is incorrect or not specified.");
const DAILY = { interval: "1day", timezone: "UTC", order: "ASC", outputsize: "5000", adjust: "splits", dp: "11" };

sourceContract({
  source: twelveData,
  now: NOW,
  cases: [
    {
      title: "daily bars",
      ask: (source) => source.barPages!({ symbol: "AAPL", from: "2024-03-12", to: "2024-03-14" }),
      vendor: () => series("1day", [["2024-03-12", "173.23"], ["2024-03-13", "171.13"], ["2024-03-14", "173.00"]]),
      requests: [{ path: "/time_series", query: { symbol: "AAPL", start_date: "2024-03-12", end_date: "2024-03-16", ...DAILY }, headers: AUTHORIZATION }],
      count: 3,
      empty: { reply: NOTHING },
      unknownSymbol: { reply: UNKNOWN },
      refusedKey: REFUSED_KEY,
      changed: [{ field: "values" }, { field: "values[1].close", to: "n/a" }, { field: "values[0].datetime", to: 1710201600 }, { field: "meta.interval", to: "1week" }, { field: "meta" }],
    },
    {
      title: "the last price",
      ask: (source) => source.quote!("EURUSD=X"),
      vendor: () => ({ body: { symbol: "EUR/USD", name: "Euro / US Dollar", exchange: "Forex", datetime: "2024-03-15", timestamp: 1710460800, last_quote_at: 1710532740, open: "1.08800", high: "1.09010", low: "1.08730", close: "1.08905", previous_close: "1.08820", is_market_open: true } }),
      requests: [{ path: "/quote", query: { symbol: "EUR/USD", dp: "11" }, headers: AUTHORIZATION }],
      count: 1,
      empty: { reply: UNKNOWN, error: "symbol" },
      unknownSymbol: { reply: UNKNOWN },
      refusedKey: REFUSED_KEY,
      changed: [{ field: "close" }, { field: "timestamp", to: "now" }],
    },
    {
      title: "symbols",
      ask: (source) => source.symbols("app"),
      vendor: () => ({ body: { data: [match("AAPL", "NASDAQ", "XNGS", "United States"), match("BRK.B", "NYSE", "XNYS", "United States"), match("VOD", "LSE", "XLON", "United Kingdom"), { ...match("APP/USD", "Coinbase Pro", "", ""), instrument_type: "Digital Currency" }], status: "ok" } }),
      requests: [{ path: "/symbol_search", query: { symbol: "app", outputsize: "30" }, headers: AUTHORIZATION }],
      count: 4,
      empty: { reply: { body: { data: [], status: "ok" } } },
      refusedKey: REFUSED_KEY,
      changed: [{ field: "data" }, { field: "data[0].symbol", to: 7 }],
    },
  ],
});

function match(symbol: string, exchange: string, mic: string, country: string): object {
  return { symbol, instrument_name: `${symbol} Corporation`, exchange, mic_code: mic, exchange_timezone: "America/New_York", instrument_type: "Common Stock", country, currency: "USD" };
}

const opened = (answerer: Answerer) => openedVendor(twelveData, answerer, { now: NOW, variables: { TWELVEDATA_API_KEY: "made-up" } });

/** What a vendor was asked for a request, the pages, and the error that ended them. */
async function fetched(answerer: Answerer, request: BarsRequest): Promise<{ readonly pages: readonly BarPage[]; readonly asked: readonly Asked[]; readonly error: unknown }> {
  const { source, vendor } = await opened(answerer);
  const pages: BarPage[] = [];
  try {
    for await (const page of source.barPages!(request)) pages.push(page);
    return { pages, asked: vendor.asked, error: undefined };
  } catch (error) {
    return { pages, asked: vendor.asked, error };
  }
}

const times = ({ bars }: BarPage): readonly string[] => Array.from(bars.closeTime, formatBarTime);

describe("twelveData", () => {
  test("daily bars are stamped with the end of their day; today's is unfinished until the day is over", async () => {
    const { pages } = await fetched(() => series("1day", [["2024-03-14", "173.00"], ["2024-03-15", "172.62"]]), { symbol: "AAPL", from: "2024-03-14" });
    expect(pages.map(times)).toEqual([["2024-03-14"]]);
    expect(pages[0]!.unfinished?.close[0]).toBe(172.62);
    expect(pages[0]!.bars.provenance).toBe("Twelve Data, adjusted for splits; the last bar was unfinished and is left out");
  });

  test("hours are stamped with their close, in UTC on both sides of the change of clocks", async () => {
    // New York opens at 14:30 UTC on Friday 8 March, at 13:30 UTC on Monday 11 March.
    const { asked, pages } = await fetched(() => series("1h", [["2024-03-08 20:30:00", "170.73"], ["2024-03-11 13:30:00", "172.75"]]), { symbol: "AAPL", interval: "1h", from: "2024-03-08", to: "2024-03-11" });
    expect(pages.map(times)).toEqual([["2024-03-08T21:30:00.000Z", "2024-03-11T14:30:00.000Z"]]);
    expect(asked[0]!.query).toMatchObject({ interval: "1h", timezone: "UTC", start_date: "2024-03-07T23:00:01", end_date: "2024-03-12T00:00:00" });
  });

  test("long stretches are asked in parts that cannot hold more than 5000 bars, oldest first", async () => {
    const { asked, pages } = await fetched(() => NOTHING, { symbol: "BTC-USD", interval: "1m", from: "2024-03-01", to: "2024-03-08" });
    expect(asked.map(({ query }) => [query.symbol, query.start_date, query.end_date])).toEqual([
      ["BTC/USD", "2024-02-29T23:59:01", "2024-03-04T11:10:00"],
      ["BTC/USD", "2024-03-04T11:09:01", "2024-03-07T22:20:00"],
      ["BTC/USD", "2024-03-07T22:19:01", "2024-03-09T00:00:00"],
    ]);
    expect(pages.map(({ covers }) => covers.from)).toEqual([Date.parse("2024-03-01"), Date.parse("2024-03-04T11:10:00Z"), Date.parse("2024-03-07T22:20:00Z")]);
    expect(pages.every(({ bars, findings }) => bars.closeTime.length === 0 && findings.length === 0)).toBe(true);
  });

  test("shares have fewer bars a day, so a part of them is longer", async () => {
    const { asked } = await fetched(() => NOTHING, { symbol: "AAPL", interval: "1m", from: "2024-02-20", to: "2024-03-08" });
    expect(asked.map(({ query }) => query.start_date)).toEqual(["2024-02-19T23:59:01", "2024-02-29T23:59:01"]);
  });

  test("a full answer covers only what it holds", async () => {
    const rows = Array.from({ length: 5000 }, (_, minute): Row => [new Date(Date.parse("2024-03-02T00:00:00Z") + 60_000 * minute).toISOString().slice(0, 19).replace("T", " "), "1"]);
    const { pages } = await fetched(() => series("1min", rows), { symbol: "BTC-USD", interval: "1m", from: "2024-03-01T23:00:00Z", to: "2024-03-05T00:00:00Z" });
    expect(pages[0]!.covers.from).toBe(Date.parse("2024-03-02T00:01:00Z") - 1);
    expect(pages[0]!.findings.map(({ code }) => code)).toEqual(["answer cut off"]);
  });

  test("no data with status 400 is an empty stretch too", async () => {
    const { error, pages } = await fetched(() => ({ ...NOTHING, status: 400 }), { symbol: "AAPL", from: "2024-03-09", to: "2024-03-10" });
    expect(error).toBeUndefined();
    expect(pages.map(({ answers, covers }) => [answers.length, covers.from, covers.to])).toEqual([[0, Date.parse("2024-03-09"), Date.parse("2024-03-11")]]);
  });

  test("currencies have no volume; a price left empty stays missing and is told", async () => {
    const { pages } = await fetched(() => series("1day", [["2024-03-13", "1.0950", null], ["2024-03-14", "", null]]), { symbol: "EURUSD=X", from: "2024-03-13", to: "2024-03-14" });
    expect([...pages[0]!.bars.volume]).toEqual([0, 0]);
    expect([...pages[0]!.bars.close]).toEqual([1.095, Number.NaN]);
    expect(pages[0]!.findings.map(({ code, got }) => [code, got])).toEqual([["nothing there", "1 bar without some, the first 2024-03-14"]]);
  });

  test.each([
    ["BRK-B", { symbol: "BRK.B" }],
    ["VOD.L", { symbol: "VOD", mic_code: "XLON" }],
    ["EURUSD=X", { symbol: "EUR/USD" }],
  ])("%s is asked by the source's own name", async (symbol, names) => {
    const { asked } = await fetched(() => NOTHING, { symbol, from: "2024-03-14", to: "2024-03-14" });
    expect(asked[0]!.query).toMatchObject(names);
  });

  test.each([
    [429, "You have run out of API credits for the day.", { reason: "budget", retryAt: Date.parse("2024-03-16T00:00:00Z") }],
    [403, "/time_series is available exclusively with grow plans.", { reason: "plan" }],
    [400, "**symbol** not found: AAPLX. Please specify it correctly.", { reason: "symbol" }],
    [400, "**interval** is not valid.", { reason: "misuse" }],
  ])("a refusal %d %s says what it means", async (code, message, expected) => {
    expect((await fetched(() => refusal(code, message), { symbol: "AAPL", from: "2024-03-14", to: "2024-03-14" })).error).toMatchObject(expected);
  });

  test("an index is not on the free plan", async () => {
    expect((await fetched(() => NOTHING, { symbol: "^GSPC" })).error).toMatchObject({ reason: "symbol" });
  });

  test("found symbols are named in our notation, and what has no name here is counted", async () => {
    const { source } = await opened(() => ({ body: { data: [match("BRK.B", "NYSE", "XNYS", "United States"), match("VOD", "LSE", "XLON", "United Kingdom"), match("APC", "Munich", "XMUN", "Germany"), { ...match("EUR/USD", "Forex", "", ""), instrument_type: "Physical Currency" }], status: "ok" } }));
    const { findings, items } = await source.symbols("x");
    expect(items.map(({ kind, symbol }) => [symbol, kind])).toEqual([["BRK-B", "stock"], ["VOD.L", "stock"], ["EURUSD=X", "forex"]]);
    expect(findings.map(({ got }) => got)).toEqual(["1 on others"]);
  });
});
