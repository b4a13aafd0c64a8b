import { expect, test } from "vitest";
import type { Answerer } from "../connection/vendor.fixture.ts";
import { alphaVantage } from "./alphaVantage.ts";
import { binance } from "./binance.ts";
import { coinGecko } from "./coinGecko.ts";
import { madeUpKey } from "./sourceContract.fixture.ts";
import { openedVendor, pagesOf } from "./openedVendor.fixture.ts";
import { givenSpan } from "./recordSpan.ts";
import type { OpenSource, Page, Source } from "./source.ts";

const NOW = "2024-03-18T12:00:00Z";
/** Midnight of the day asked for, its last millisecond and second, and the moments around them. */
const MOMENTS = ["2024-03-14T23:59:59Z", "2024-03-15T00:00:00Z", "2024-03-15T23:59:59Z", "2024-03-16T00:00:00Z"].map(Date.parse);
const DAY = { from: "2024-03-15", to: "2024-03-15" };

const article = (time: number): object => ({ title: `at ${time}`, url: `https://news.example.com/${time}`, time_published: new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, "") });
const trade = (time: number): object => ({ a: time, p: "1.0", q: "1.0", f: 1, l: 1, T: time, m: true, M: true });
const points = MOMENTS.map((time) => [time, 1]);

test.each<[Source, Answerer, (source: OpenSource) => AsyncIterable<Page<{ readonly time: number }>>]>([
  [alphaVantage, () => ({ body: { items: "4", feed: MOMENTS.map(article) } }), (source) => source.news!({ query: "AAPL", ...DAY })],
  [binance, () => ({ body: MOMENTS.map(trade) }), (source) => source.trades!({ query: "BTC-USDT", ...DAY })],
  [coinGecko, () => ({ body: { prices: points, market_caps: [], total_volumes: [] } }), (source) => source.macro!({ query: "BTC-USD", ...DAY })],
])("$name gives what happened on a day from its midnight to its last moment", async (source, answerer, ask) => {
  const opened = await openedVendor(source, answerer, { now: NOW, variables: { ALPHAVANTAGE_API_KEY: madeUpKey("ALPHAVANTAGE_API_KEY") } });
  const pages = await pagesOf(ask(opened.source));
  expect(pages.flatMap(({ items }) => items.map(({ time }) => time))).toEqual(MOMENTS.slice(1, 3));
});

test("without ends a stretch is so many days until now; one that begins in the future is refused", () => {
  const now = Date.parse(NOW);
  expect(givenSpan("vendor", {}, { days: 2, now })).toEqual({ from: Date.parse("2024-03-16T12:00:00Z"), to: now });
  expect(givenSpan("vendor", { from: "2024-03-18T12:00:00Z" }, { days: 2, now })).toEqual({ from: now, to: now });
  expect(() => givenSpan("vendor", { from: "2024-03-19" }, { days: 2, now })).toThrow("vendor: from 2024-03-19 lies after the present. Name an earlier from.");
});
