import { expect, test } from "vitest";
import type { Answerer } from "../connection/vendor.fixture.ts";
import { finnhub } from "./finnhub.ts";
import { finnhubSymbol, ourSymbol } from "./finnhubSymbols.ts";
import { closes, openedVendor, pagesOf } from "./openedVendor.fixture.ts";
import { madeUpKey, sourceContract } from "./sourceContract.fixture.ts";

// Shaped after finnhub.io/docs/api: stock-candles, quote, company-news, market-news, social-sentiment, symbol-search, stock-symbols; numbers and words are ours.
const NOW = "2024-03-15T20:00:00Z";
const at = (text: string): number => Date.parse(text) / 1000;
const headers = { "x-finnhub-token": madeUpKey("FINNHUB_API_KEY") };
const noAccess = { status: 403, body: { error: "You don't have access to this resource." } };
const noSymbol = { status: 422, body: { error: "Invalid symbol." } };

const days = ["2024-03-12", "2024-03-13", "2024-03-14", "2024-03-15"];
const candles = { c: [173.2, 171.1, 173, 172.4], h: [174, 173.2, 174.3, 172.6], l: [171, 170.8, 172.1, 170.3], o: [173.1, 172.8, 172.9, 171.2], s: "ok", t: days.map(at), v: [59.8e6, 52.5e6, 72.9e6, 61.2e6] };
const headline = (id: number, time: string): object => ({ category: "company", datetime: at(time), headline: `Story ${id}`, id, image: "", related: "AAPL", source: "Wire", summary: "What happened.", url: `https://news.example.com/${id}` });
const hour = (atTime: string, mention: number, score: number): object => ({ atTime, mention, positiveScore: 0.9, negativeScore: -0.8, positiveMention: mention - 1, negativeMention: 1, score });

sourceContract({
  source: finnhub, now: NOW,
  cases: [
    {
      title: "daily bars",
      ask: (source) => source.barPages!({ symbol: "AAPL", from: "2024-03-12", to: "2024-03-15" }),
      vendor: () => ({ body: candles }),
      requests: [{ path: "/api/v1/stock/candle", query: { symbol: "AAPL", resolution: "D", from: String(at("2024-03-11")), to: String(at("2024-03-16")) }, headers }],
      count: 3,
      empty: { reply: { body: { s: "no_data" } } },
      unknownSymbol: { reply: noSymbol },
      refusedKey: { status: 401, body: { error: "Invalid API key." } },
      changed: [{ field: "c" }, { field: "t", to: "2024" }, { field: "c[1]", to: "173" }, { field: "v[0]", to: {} }, { field: "o[3]" }],
    },
    {
      title: "a quote",
      ask: (source) => source.quote!("AAPL"),
      vendor: () => ({ body: { c: 172.62, d: -0.38, dp: -0.2197, h: 172.62, l: 170.29, o: 171.17, pc: 173, t: at("2024-03-15T19:59:58Z") } }),
      requests: [{ path: "/api/v1/quote", query: { symbol: "AAPL" }, headers }],
      count: 1,
      empty: { reply: { body: { c: 0, d: null, dp: null, h: 0, l: 0, o: 0, pc: 0, t: 0 } }, error: "symbol" },
      unknownSymbol: { reply: { body: { c: 0, d: null, dp: null, h: 0, l: 0, o: 0, pc: 0, t: 0 } } },
      changed: [{ field: "c" }, { field: "t", to: "now" }],
    },
    {
      title: "company news, two weeks",
      ask: (source) => source.news!({ query: "AAPL", from: "2024-03-01", to: "2024-03-10" }),
      vendor: ({ query }) => ({ body: query["from"] === "2024-03-01" ? [headline(12, "2024-03-05T14:00:00Z"), headline(11, "2024-03-02T09:00:00Z")] : [headline(13, "2024-03-09T08:00:00Z"), headline(12, "2024-03-05T14:00:00Z")] }),
      requests: [
        { path: "/api/v1/company-news", query: { symbol: "AAPL", from: "2024-03-01", to: "2024-03-07" }, headers },
        { path: "/api/v1/company-news", query: { symbol: "AAPL", from: "2024-03-08", to: "2024-03-10" }, headers },
      ],
      count: 3,
      empty: { reply: { body: [] } },
      unknownSymbol: { reply: noSymbol },
      changed: [{ field: "[0].headline" }, { field: "[0].datetime", to: "yesterday" }],
    },
    {
      title: "social sentiment",
      ask: (source) => source.social!({ query: "GME", from: "2024-03-14", to: "2024-03-15" }),
      vendor: () => ({ body: { symbol: "GME", data: [hour("2024-03-15 19:00:00", 30, 0.4), hour("2024-03-15 18:00:00", 12, -0.2), hour("2024-03-14 23:00:00", 8, 0)] } }),
      requests: [{ path: "/api/v1/stock/social-sentiment", query: { symbol: "GME", from: "2024-03-14", to: "2024-03-15" }, headers }],
      count: 3,
      empty: { reply: { body: { symbol: "GME", data: [] } } },
      unknownSymbol: { reply: noSymbol },
      changed: [{ field: "data[1].mention" }, { field: "data[0].score", to: "good" }, { field: "data", to: 3 }],
    },
    {
      title: "a search for symbols",
      ask: (source) => source.symbols("apple"),
      vendor: () => ({ body: { count: 2, result: [{ description: "APPLE INC", displaySymbol: "AAPL", symbol: "AAPL", type: "Common Stock" }, { description: "BERKSHIRE HATHAWAY INC-CL B", displaySymbol: "BRK.B", symbol: "BRK.B", type: "Common Stock" }] } }),
      requests: [{ path: "/api/v1/search", query: { q: "apple" }, headers }],
      count: 2,
      empty: { reply: { body: { count: 0, result: [] } } },
      changed: [{ field: "result" }, { field: "result[1].symbol", to: 5 }],
    },
  ],
});

const opened = (answerer: Answerer, now = NOW) => openedVendor(finnhub, answerer, { now, variables: { FINNHUB_API_KEY: "k" } });

test("shares' candles on the free plan are refused with reason plan, and nothing else is asked", async () => {
  const { source, vendor } = await opened(() => noAccess);
  await expect(pagesOf(source.barPages!({ symbol: "AAPL", from: "2024-03-12", to: "2024-03-15" }))).rejects.toMatchObject({ reason: "plan" });
  expect(vendor.asked).toHaveLength(1);
});

test("daily bars are stamped with the end of their day, and today's is unfinished", async () => {
  const { source } = await opened(() => ({ body: candles }));
  const [page] = await pagesOf(source.barPages!({ symbol: "AAPL", from: "2024-03-12", to: "2024-03-15" }));
  expect(closes(page)).toEqual(["2024-03-12T23:59:59.999Z", "2024-03-13T23:59:59.999Z", "2024-03-14T23:59:59.999Z"]);
  expect([page!.unfinished!.close[0], new Date(page!.unfinished!.closeTime[0]!).toISOString()]).toEqual([172.4, "2024-03-15T23:59:59.999Z"]);
  expect(page!.covers).toEqual({ from: Date.parse("2024-03-12"), to: Date.parse(NOW) });
});

test("bars can be read again from the answer alone", async () => {
  const { source } = await opened(() => ({ body: candles }));
  const [page] = await pagesOf(source.barPages!({ symbol: "AAPL", from: "2024-03-12", to: "2024-03-15" }));
  expect(finnhub.barsOf!(page!.answers[0]!)).toEqual(page);
});

test("times are those of opening, in UTC, on both sides of a change of clocks: New York opens at 14:30 before it and at 13:30 after it", async () => {
  const opens = ["2024-03-08T14:30:00Z", "2024-03-08T20:59:00Z", "2024-03-11T13:30:00Z"];
  const { source } = await opened(() => ({ body: { s: "ok", t: opens.map(at), o: [1, 2, 3], h: [2, 3, 4], l: [1, 2, 3], c: [2, 3, 4], v: [5, 6, 7] } }));
  const [page] = await pagesOf(source.barPages!({ symbol: "AAPL", interval: "1m", from: "2024-03-08", to: "2024-03-11" }));
  expect(closes(page)).toEqual(["2024-03-08T14:31:00.000Z", "2024-03-08T21:00:00.000Z", "2024-03-11T13:31:00.000Z"]);
});

test("a day of currencies bears the date on which it ends, in winter and in summer", async () => {
  const opens = ["2024-03-07T22:00:00Z", "2024-03-11T21:00:00Z"];
  const { source, vendor } = await opened(() => ({ body: { s: "ok", t: opens.map(at), o: [1.09, 1.093], h: [1.1, 1.095], l: [1.08, 1.09], c: [1.093, 1.094], v: [100, 120] } }));
  const [page] = await pagesOf(source.barPages!({ symbol: "EURUSD=X", from: "2024-03-08", to: "2024-03-12" }));
  expect(closes(page)).toEqual(["2024-03-08T23:59:59.999Z", "2024-03-12T23:59:59.999Z"]);
  expect(vendor.asked[0]).toMatchObject({ path: "/api/v1/forex/candle", query: { symbol: "OANDA:EUR_USD", resolution: "D" } });
});

test("short bars are asked a month at a time, oldest first, and no bar comes twice", async () => {
  const { source, vendor } = await opened(({ query }) => {
    const t = [Number(query["from"]), Number(query["to"]) - 300, Number(query["to"])];
    return { body: { s: "ok", t, o: [1, 1, 1], h: [1, 1, 1], l: [1, 1, 1], c: [1, 1, 1], v: [1, 1, 1] } };
  });
  const pages = await pagesOf(source.barPages!({ symbol: "BTC-USDT", interval: "5m", from: "2024-01-01", to: "2024-02-29" }));
  expect(vendor.asked.map(({ path, query }) => [path, query["symbol"], query["resolution"], new Date(1000 * Number(query["from"])).toISOString(), new Date(1000 * Number(query["to"])).toISOString()])).toEqual([
    ["/api/v1/crypto/candle", "BINANCE:BTCUSDT", "5", "2023-12-31T23:55:00.000Z", "2024-01-31T00:00:00.000Z"],
    ["/api/v1/crypto/candle", "BINANCE:BTCUSDT", "5", "2024-01-30T23:55:00.000Z", "2024-03-01T00:00:00.000Z"],
  ]);
  expect(pages.flatMap(closes)).toEqual(["2024-01-31T00:00:00.000Z", "2024-03-01T00:00:00.000Z"]);
  expect(pages[0]!.covers.to).toBe(pages[1]!.covers.from);
});

test("an answer that cannot be read answers for no time", async () => {
  const { source } = await opened(() => ({ body: { s: "ok", t: days.map(at) } }));
  const [page] = await pagesOf(source.barPages!({ symbol: "AAPL", from: "2024-03-12", to: "2024-03-14" }));
  expect([page!.bars.close.length, page!.covers.to - page!.covers.from, page!.findings[0]!.severity]).toEqual([0, 0, "error"]);
});

test("columns of different lengths cost only the rows that lack something", async () => {
  const { source } = await opened(() => ({ body: { ...candles, c: candles.c.slice(0, 2) } }));
  const [page] = await pagesOf(source.barPages!({ symbol: "AAPL", from: "2024-03-12", to: "2024-03-14" }));
  expect(page!.bars.close).toEqual(Float64Array.of(173.2, 171.1));
  expect(page!.findings.map(({ code, where }) => [code, where.path])).toEqual([["row left out", "c[2]"], ["row left out", "c[3]"]]);
});

test("a price that is null stays missing, and is told", async () => {
  const { source } = await opened(() => ({ body: { ...candles, c: [173.2, null, 173, 172.4] } }));
  const [page] = await pagesOf(source.barPages!({ symbol: "AAPL", from: "2024-03-12", to: "2024-03-14" }));
  expect(page!.bars.close[1]).toBeNaN();
  expect(page!.findings.map(({ code }) => code)).toEqual(["nothing there"]);
});

test("news is told once, oldest first, with publisher, address and symbols", async () => {
  const { source } = await opened(() => ({ body: [headline(12, "2024-03-15T14:00:00Z"), { ...headline(11, "2024-03-14T09:00:00Z"), summary: "", related: "BRK.B,AAPL" }] }));
  const [page] = await pagesOf(source.news!({ query: "AAPL" }));
  expect(page!.items).toEqual([
    { id: "11", time: Date.parse("2024-03-14T09:00:00Z"), title: "Story 11", symbols: ["BRK-B", "AAPL"], url: "https://news.example.com/11", publisher: "Wire" },
    { id: "12", time: Date.parse("2024-03-15T14:00:00Z"), title: "Story 12", symbols: ["AAPL"], summary: "What happened.", url: "https://news.example.com/12", publisher: "Wire" },
  ]);
});

test("news of a category is one request for the latest, cut to what is asked", async () => {
  const { source, vendor } = await opened(() => ({ body: [headline(3, "2024-03-15T14:00:00Z"), headline(2, "2024-03-13T14:00:00Z")] }));
  const [page] = await pagesOf(source.news!({ query: "crypto", from: "2024-03-14" }));
  expect(vendor.asked[0]).toMatchObject({ path: "/api/v1/news", query: { category: "crypto" } });
  expect(page!.items.map(({ id }) => id)).toEqual(["3"]);
});

test("counted posts are stamped with the end of their hour, and an hour that runs is left out", async () => {
  const { source } = await opened(() => ({ body: { symbol: "GME", data: [hour("2024-03-15 20:00:00", 4, 0.1), hour("2024-03-15 18:00:00", 12, -0.25)] } }));
  const [page] = await pagesOf(source.social!({ query: "GME", from: "2024-03-15" }));
  expect(page!.items).toEqual([{ id: "data GME 2024-03-15 18:00:00", time: Date.parse("2024-03-15T19:00:00Z"), text: "", symbols: ["GME"], posts: 12, sentiment: -0.25 }]);
});

test("the older form of social sentiment names the communities", async () => {
  const { source } = await opened(() => ({ body: { symbol: "GME", reddit: [hour("2024-03-15 18:00:00", 12, -0.25)], twitter: [hour("2024-03-15 17:00:00", 40, 0.5)] } }));
  const [page] = await pagesOf(source.social!({ query: "GME", from: "2024-03-15" }));
  expect(page!.items.map(({ community, posts }) => [community, posts])).toEqual([["twitter", 40], ["reddit", 12]]);
});

test("without a query the American symbols are listed", async () => {
  const { source, vendor } = await opened(() => ({ body: [{ currency: "USD", description: "APPLE INC", displaySymbol: "AAPL", figi: "BBG000B9XRY4", mic: "XNAS", symbol: "AAPL", type: "Common Stock" }] }));
  expect((await source.symbols()).items).toEqual([{ symbol: "AAPL", name: "APPLE INC", exchange: "XNAS" }]);
  expect(vendor.asked[0]).toMatchObject({ path: "/api/v1/stock/symbol", query: { exchange: "US" } });
});

test("symbols are translated there and back", () => {
  const pairs = [["AAPL", "AAPL"], ["BRK-B", "BRK.B"], ["SHEL.L", "SHEL.L"], ["BTC-USD", "COINBASE:BTC-USD"], ["BTC-USDT", "BINANCE:BTCUSDT"], ["ETH-BTC", "BINANCE:ETHBTC"], ["EURUSD=X", "OANDA:EUR_USD"]] as const;
  expect(pairs.map(([ours]) => finnhubSymbol(ours))).toEqual(pairs.map(([, theirs]) => theirs));
  expect(pairs.map(([, theirs]) => ourSymbol(theirs))).toEqual(pairs.map(([ours]) => ours));
});

test("an index is refused before anything is asked", async () => {
  const { source, vendor } = await opened(() => ({}));
  await expect(pagesOf(source.barPages!({ symbol: "^GSPC" }))).rejects.toMatchObject({ reason: "symbol" });
  await expect(source.quote!("BTC-USD")).rejects.toMatchObject({ reason: "symbol" });
  expect(vendor.asked).toHaveLength(0);
});
