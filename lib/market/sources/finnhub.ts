import { INTERVAL_MILLIS } from "../barTime.ts";
import { INTERVALS, type Interval, isoDate } from "../bars.ts";
import { DAY_MILLIS } from "../calendars/day.ts";
import type { Answer } from "../connection/answer.ts";
import type { Connection, Request } from "../connection/connection.ts";
import { instrumentFor } from "../instruments/instrument.ts";
import type { NewsItem } from "../records/newsItem.ts";
import type { SocialPost } from "../records/socialPost.ts";
import type { UtcMillis } from "../units.ts";
import { momentsWithin } from "../writtenSpan.ts";
import { cutSpan, type Span } from "./askedSpan.ts";
import { aboutBars, askedCloses } from "./barPage.ts";
import { candlesOf, finnhubRefusal, newsOf, quoteOf, quoteRefusal, socialOf, symbolsOf } from "./finnhubAnswers.ts";
import { finnhubSymbol } from "./finnhubSymbols.ts";
import { atMost, isWithin } from "./recordSpan.ts";
import type { BarPage, BarsRequest, Page, RecordsRequest, Source } from "./source.ts";

const RESOLUTIONS: Readonly<Record<Interval, string>> = { "1m": "1", "5m": "5", "15m": "15", "1h": "60", "1d": "D" };
/** Days asked for without `from`. */
const DEFAULT_DAYS: Readonly<Record<Interval, number>> = { "1m": 7, "5m": 30, "15m": 60, "1h": 365, "1d": 3653 };
const NEWS_CATEGORIES = ["general", "forex", "crypto", "merger"];
const CANDLES = { stock: "/api/v1/stock/candle", crypto: "/api/v1/crypto/candle", forex: "/api/v1/forex/candle" } as const;

/**
 * Finnhub: quotes and news of American shares on the free plan; candles and social sentiment on paid ones, where the free plan's refusal has reason "plan". Key: FINNHUB_API_KEY, sent as a header.
 * Coins are Coinbase's in dollars, euros and pounds (BTC-USD) and Binance's in anything else (BTC-USDT); currencies are Oanda's, whose day ends at five in the afternoon in New York and is stamped with its own date.
 * Daily prices of shares are adjusted for splits, shorter ones are not. An answer holds a month of short bars at most, so they are asked month by month.
 * `news`: `query` is a share (AAPL: a week a request, a year back on the free plan) or one of general, forex, crypto, merger (the latest only).
 * `social`: `query` is a share; mentions and a score −1 … 1 an hour, stamped with the hour's end.
 * Limits: 60 requests a minute on the free plan and 30 a second on all, finnhub.io/docs/api/rate-limit; candles paid for since 2024, github.com/finnhubio/Finnhub-API/issues/546.
 */
export const finnhub: Source = {
  name: "finnhub",
  capabilities: { intervals: INTERVALS, network: true, real: true, instruments: ["stock", "crypto", "forex"], adjusted: "splits" },
  reach: {
    origin: "https://finnhub.io",
    limits: [{ units: 60, per: "minute" }, { units: 30, per: "second" }],
    keys: [{ variable: "FINNHUB_API_KEY", from: "https://finnhub.io/register" }],
    headers: (key) => ({ "X-Finnhub-Token": key("FINNHUB_API_KEY") }),
  },
  open: (connection) => ({
    symbols: async (query) => {
      const text = query?.trim() ?? "";
      return symbolsOf(await (text === "" ? ask(connection, "symbols", { exchange: "US" }, "/api/v1/stock/symbol", { exchange: "US" }) : ask(connection, "symbols", { query: text }, "/api/v1/search", { q: text })));
    },
    barPages: (request) => barPages(connection, request),
    quote: async (symbol) => {
      instrumentFor("finnhub", symbol, ["stock"]);
      return quoteOf(await ask(connection, "quotes", { symbol }, "/api/v1/quote", { symbol: finnhubSymbol(symbol) }, quoteRefusal));
    },
    news: (request) => atMost(news(connection, request), request.most),
    social: (request) => atMost(social(connection, request), request.most),
  }),
  barsOf: candlesOf,
};

async function* barPages(connection: Connection, request: BarsRequest): AsyncGenerator<BarPage> {
  const { interval = "1d", symbol } = request;
  const name = finnhubSymbol(symbol);
  const { kind } = instrumentFor("finnhub", symbol, ["stock", "crypto", "forex"]);
  const span = askedCloses("finnhub", request, { days: DEFAULT_DAYS[interval], now: connection.now() });
  for (const { from, to } of cutSpan(span, (interval === "1d" ? 3650 : 30) * DAY_MILLIS)) {
    // Times are those of opening, a bar earlier than the closes that are asked for.
    const query = { symbol: name, resolution: RESOLUTIONS[interval], from: Math.floor((from - INTERVAL_MILLIS[interval]) / 1000), to: Math.floor(to / 1000) };
    yield candlesOf(await ask(connection, "bars", aboutBars(symbol, interval, { from, to }), kind === "index" ? CANDLES.stock : CANDLES[kind], query));
  }
}

async function* news(connection: Connection, request: RecordsRequest): AsyncGenerator<Page<NewsItem>> {
  const span = momentsWithin("finnhub", request);
  const category = request.query.trim().toLowerCase();
  if (NEWS_CATEGORIES.includes(category)) {
    const page = newsOf(await ask(connection, "news", { category }, "/api/v1/news", { category }));
    yield { ...page, items: page.items.filter(({ time }) => isWithin(time, span)) };
    return;
  }
  instrumentFor("finnhub", request.query, ["stock"]);
  const told = new Set<string>();
  for (const days of cutSpan(wholeDays(span, connection.now(), 7), 7 * DAY_MILLIS)) {
    const query = { symbol: finnhubSymbol(request.query), from: isoDate(days.from), to: isoDate(days.to - 1) };
    const page = newsOf(await ask(connection, "news", { symbol: request.query, from: query.from, to: query.to }, "/api/v1/company-news", query));
    const items = page.items.filter(({ id, time }) => !told.has(id) && isWithin(time, span));
    for (const { id } of items) told.add(id);
    yield { ...page, items };
  }
}

async function* social(connection: Connection, request: RecordsRequest): AsyncGenerator<Page<SocialPost>> {
  instrumentFor("finnhub", request.query, ["stock"]);
  const span = momentsWithin("finnhub", request);
  for (const days of cutSpan(wholeDays(span, connection.now(), 7), 30 * DAY_MILLIS)) {
    const query = { symbol: finnhubSymbol(request.query), from: isoDate(days.from), to: isoDate(days.to - 1) };
    const page = socialOf(await ask(connection, "social", { symbol: request.query, from: query.from, to: query.to }, "/api/v1/stock/social-sentiment", query));
    yield { ...page, items: page.items.filter(({ time }) => time > days.from && time <= days.to && time > span.from && time - 1 <= span.to) };
  }
}

/** Midnight to midnight around a stretch; so many days until today where it has no beginning. */
function wholeDays({ from, to }: Span, now: UtcMillis, days: number): Span {
  const end = (Math.floor(Math.min(to, now) / DAY_MILLIS) + 1) * DAY_MILLIS;
  return { from: Number.isFinite(from) ? Math.floor(from / DAY_MILLIS) * DAY_MILLIS : end - days * DAY_MILLIS, to: end };
}

function ask(connection: Connection, kind: Request["kind"], about: Request["about"], path: string, query: NonNullable<Request["query"]>, refusal = finnhubRefusal): Promise<Answer> {
  return connection.get({ kind, about, path, query, refusal });
}
