import { describe, expect, test } from "vitest";
import { formatBarTime } from "../barTime.ts";
import type { Answerer, Asked, Reply } from "../connection/vendor.fixture.ts";
import { alphaVantage } from "./alphaVantage.ts";
import { alphaVantageRefusal } from "./alphaVantageRefusal.ts";
import { openedVendor, pagesOf } from "./openedVendor.fixture.ts";
import { madeUpKey, sourceContract } from "./sourceContract.fixture.ts";
import type { BarPage, BarsRequest } from "./source.ts";

// Answers shaped after https://www.alphavantage.co/documentation, with numbers of our own.
const NOW = "2024-03-15T20:00:00Z";
const apikey = madeUpKey("ALPHAVANTAGE_API_KEY");
const EASTERN = { "1. Information": "Prices", "2. Symbol": "AAPL", "5. Time Zone": "US/Eastern" };

function series(name: string, times: readonly string[], { meta = EASTERN, volume = true }: { readonly meta?: object; readonly volume?: boolean } = {}): Reply {
  const prices = { "1. open": "170.1000", "2. high": "173.2000", "3. low": "169.5000", "4. close": "172.6000", ...(volume ? { "5. volume": "52488700" } : {}) };
  return { body: { "Meta Data": meta, [name]: Object.fromEntries(times.map((time) => [time, prices])) } };
}

const INVALID: Reply = { body: { "Error Message": "Invalid API call. Please retry or visit the documentation for TIME_SERIES_DAILY." } };
const REFUSED_KEY: Reply = { body: { "Error Message": "the parameter apikey is invalid or missing." } };
const ARTICLE = { title: "Shares rise", url: "https://news.example/1", time_published: "20240315T143000", summary: "They rose.", source: "A paper", overall_sentiment_score: 0.12, ticker_sentiment: [{ ticker: "AAPL", relevance_score: "0.9", ticker_sentiment_score: "0.34", ticker_sentiment_label: "Somewhat-Bullish" }] };

sourceContract({
  source: alphaVantage,
  now: NOW,
  cases: [
    {
      title: "daily bars",
      ask: (source) => source.barPages!({ symbol: "AAPL", from: "2024-03-13", to: "2024-03-14" }),
      vendor: () => series("Time Series (Daily)", ["2024-03-14", "2024-03-13"]),
      requests: [{ path: "/query", query: { function: "TIME_SERIES_DAILY", symbol: "AAPL", outputsize: "compact", apikey } }],
      count: 2,
      empty: { reply: series("Time Series (Daily)", []) },
      unknownSymbol: { reply: INVALID },
      refusedKey: REFUSED_KEY,
      changed: [{ field: "Time Series (Daily)" }, { field: "Meta Data" }, { field: "Time Series (Daily)", to: "none" }],
    },
    {
      title: "news",
      ask: (source) => source.news!({ query: "AAPL", from: "2024-03-15T00:00:00Z", to: "2024-03-15T20:00:00Z" }),
      vendor: () => ({ body: { items: "1", feed: [ARTICLE] } }),
      requests: [{ path: "/query", query: { function: "NEWS_SENTIMENT", tickers: "AAPL", time_from: "20240315T0000", time_to: "20240315T2000", sort: "EARLIEST", limit: "1000", apikey } }],
      count: 1,
      empty: { reply: { body: { Information: "No articles found. Please adjust the time range." } } },
      refusedKey: REFUSED_KEY,
      changed: [{ field: "feed" }, { field: "feed[0].time_published", to: 20240315 }],
    },
    {
      title: "the last price of a share",
      ask: (source) => source.quote!("VOD.L"),
      vendor: () => ({ body: { "Global Quote": { "01. symbol": "VOD.LON", "05. price": "68.9000", "06. volume": "72112", "07. latest trading day": "2024-03-15", "08. previous close": "68.5000" } } }),
      requests: [{ path: "/query", query: { function: "GLOBAL_QUOTE", symbol: "VOD.LON", apikey } }],
      count: 1,
      empty: { reply: INVALID, error: "symbol" },
      unknownSymbol: { reply: INVALID },
      refusedKey: REFUSED_KEY,
      changed: [{ field: "Global Quote" }, { field: "Global Quote", to: "none" }],
    },
    {
      title: "symbols",
      ask: (source) => source.symbols("tesco"),
      vendor: () => ({ body: { bestMatches: [{ "1. symbol": "TSCO.LON", "2. name": "Tesco PLC", "3. type": "Equity", "4. region": "United Kingdom" }, { "1. symbol": "TSCDY", "2. name": "Tesco plc", "3. type": "Equity", "4. region": "United States" }] } }),
      requests: [{ path: "/query", query: { function: "SYMBOL_SEARCH", keywords: "tesco", apikey } }],
      count: 2,
      empty: { reply: { body: { bestMatches: [] } } },
      refusedKey: REFUSED_KEY,
      changed: [{ field: "bestMatches" }, { field: "bestMatches", to: 7 }],
    },
  ],
});

/** What a vendor was asked for a request, and the pages. */
async function fetched(answerer: Answerer, request: BarsRequest): Promise<{ readonly pages: readonly BarPage[]; readonly asked: readonly Asked[] }> {
  const { source, vendor } = await openedVendor(alphaVantage, answerer, { now: NOW, variables: { ALPHAVANTAGE_API_KEY: "made-up-key" } });
  return { pages: await pagesOf(source.barPages!(request)), asked: vendor.asked };
}

const times = ({ bars }: BarPage): readonly string[] => Array.from(bars.closeTime, formatBarTime);

describe("alphaVantage", () => {
  test("hours come by months, on New York's clocks on both sides of their change, stamped with their close", async () => {
    const answerer: Answerer = ({ query }) => series("Time Series (60min)", query.month === "2024-02" ? ["2024-02-29 15:00:00"] : ["2024-03-11 09:30:00", "2024-03-08 09:30:00"]);
    const { asked, pages } = await fetched(answerer, { symbol: "AAPL", interval: "1h", from: "2024-02-28", to: "2024-03-12" });
    expect(asked.map(({ query }) => [query.function, query.month, query.interval, query.adjusted, query.extended_hours, query.outputsize])).toEqual([
      ["TIME_SERIES_INTRADAY", "2024-02", "60min", "false", "false", "full"],
      ["TIME_SERIES_INTRADAY", "2024-03", "60min", "false", "false", "full"],
    ]);
    expect(pages.map(times)).toEqual([["2024-02-29T21:00:00.000Z"], ["2024-03-08T15:30:00.000Z", "2024-03-11T14:30:00.000Z"]]);
  });

  test("a stretch beyond the latest hundred bars asks for the whole history", async () => {
    const { asked } = await fetched(() => series("Time Series (Daily)", ["2024-03-14"]), { symbol: "AAPL", from: "2020-01-01", to: "2024-03-14" });
    expect(asked[0]!.query.outputsize).toBe("full");
  });

  test("today's bar is unfinished", async () => {
    const { pages } = await fetched(() => series("Time Series (Daily)", ["2024-03-15", "2024-03-14"]), { symbol: "AAPL", from: "2024-03-14" });
    expect(pages.map(times)).toEqual([["2024-03-14"]]);
    expect(pages[0]!.unfinished?.closeTime).toHaveLength(1);
  });

  test("a zone that no clock has is a finding, and nothing is covered", async () => {
    const { pages } = await fetched(() => series("Time Series (Daily)", ["2024-03-14"], { meta: { "5. Time Zone": "Mars/Olympus" } }), { symbol: "AAPL", from: "2024-03-14", to: "2024-03-14" });
    expect(pages[0]!.findings.map(({ where }) => where.path)).toEqual(["Meta Data.5. Time Zone"]);
    expect(pages[0]!.covers.to).toBe(pages[0]!.covers.from);
  });

  test("currencies and coins have functions of their own", async () => {
    const utc = { "7. Time Zone": "UTC" };
    const forex = await fetched(() => series("Time Series FX (Daily)", ["2024-03-14"], { meta: utc, volume: false }), { symbol: "EURUSD=X", from: "2024-03-14", to: "2024-03-14" });
    expect(forex.asked[0]!.query).toMatchObject({ function: "FX_DAILY", from_symbol: "EUR", to_symbol: "USD", outputsize: "compact" });
    expect([...forex.pages[0]!.bars.volume]).toEqual([0]);
    const coin = await fetched(() => series("Time Series (Digital Currency Daily)", ["2024-03-14"], { meta: utc }), { symbol: "BTC-USD", from: "2024-03-14", to: "2024-03-14" });
    expect(coin.asked[0]!.query).toMatchObject({ function: "DIGITAL_CURRENCY_DAILY", symbol: "BTC", market: "USD" });
    expect(coin.pages.map(times)).toEqual([["2024-03-14"]]);
  });

  test.each([
    ["Note", "Thank you for using Alpha Vantage! Our standard API call frequency is 5 calls per minute and 500 calls per day.", "limit"],
    ["Information", "Thank you for using Alpha Vantage! Please consider spreading out your free API requests more sparingly (1 request per second). You may subscribe to any of the premium plans to lift the free key rate limit (25 requests per day) and instantly unlock all premium endpoints", "limit"],
    ["Information", "We have detected your API key as ABC and our standard API rate limit is 25 requests per day. Please subscribe to any of the premium plans to instantly remove all daily rate limits.", "budget"],
    ["Information", "Thank you for using Alpha Vantage! The outputsize=full parameter value is a premium feature for the TIME_SERIES_DAILY endpoint. You may subscribe to any of the premium plans to instantly unlock all premium features", "plan"],
    ["Information", "Thank you for using Alpha Vantage! This is a premium endpoint. You may subscribe to any of the premium plans to instantly unlock all premium endpoints", "plan"],
    ["Error Message", "the parameter apikey is invalid or missing.", "key"],
    ["Error Message", "Invalid API call. Please retry or visit the documentation.", "symbol"],
  ])("%s: %s", (field, text, reason) => {
    const refusal = alphaVantageRefusal(JSON.stringify({ [field]: text }), "AAPL", Date.parse(NOW));
    expect(refusal?.reason).toBe(reason);
    expect(refusal?.message).not.toContain("ABC");
  });
});
