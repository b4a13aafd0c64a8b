import { INTERVAL_MILLIS } from "../barTime.ts";
import { type Interval, INTERVALS } from "../bars.ts";
import type { Answer, AnswerKind } from "../connection/answer.ts";
import type { Connection } from "../connection/connection.ts";
import { MarketError } from "../error.ts";
import type { NewsItem } from "../records/newsItem.ts";
import { type Instrument, instrumentFor } from "../instruments/instrument.ts";
import { ALPHA_VANTAGE_INTERVALS, alphaVantageBars, alphaVantageQuote, alphaVantageRate, alphaVantageSymbols } from "./alphaVantageAnswers.ts";
import { alphaVantageNews, newsMoment, newsTicker } from "./alphaVantageNews.ts";
import { alphaVantageRefusal } from "./alphaVantageRefusal.ts";
import type { Span } from "./askedSpan.ts";
import { aboutBars, askedCloses } from "./barPage.ts";
import { alphaVantageSuffix, shareOf } from "./exchangeSuffixes.ts";
import { givenSpan, isWithin } from "./recordSpan.ts";
import { listed, type Page, type RecordsRequest, type Source } from "./source.ts";

const NAME = "alphaVantage";
const KEY = "ALPHAVANTAGE_API_KEY";
const KINDS = ["stock", "crypto", "forex"] as const;
/** Rows of a compact answer, and days of exchanges that surely fit into it. */
const COMPACT_ROWS = 100;
const COMPACT_DAYS = 135;
/** Articles of one answer, at most. */
const MOST_NEWS = 1000;
/** Moments of news are asked in whole minutes. */
const MINUTE = INTERVAL_MILLIS["1m"];
/** Days of news asked for where nothing is said. */
const NEWS_DAYS = 7;
/** Days asked for where nothing is said: what the free plan has. */
const DAYS: Readonly<Record<Interval, number>> = { "1m": 7, "5m": 30, "15m": 30, "1h": 30, "1d": COMPACT_DAYS };

type Query = Readonly<Record<string, string | number | undefined>>;

/**
 * Alpha Vantage: bars, last prices, a search of symbols, and news with a sentiment, for shares, coins and currencies. Prices are as traded, not adjusted.
 * The free plan: 25 requests a day, 5 a minute, 1 a second, and the latest 100 daily bars (coins: a year). Paid plans: older daily bars, and bars within the day, which come by calendar months for shares and as the latest month for pairs.
 * News are asked by symbol, or by several parted by commas. https://www.alphavantage.co/documentation
 */
export const alphaVantage: Source = {
  name: NAME,
  capabilities: { intervals: INTERVALS, network: true, real: true, instruments: KINDS, adjusted: "no" },
  reach: {
    origin: "https://www.alphavantage.co",
    limits: [{ units: 25, per: "day" }, { units: 5, per: "minute" }, { units: 1, per: "second" }],
    keys: [{ variable: KEY, from: "https://www.alphavantage.co/support/#api-key" }],
  },
  barsOf: alphaVantageBars,
  open: (connection) => ({
    barPages: async function* ({ interval = "1d", symbol, ...request }) {
      const instrument = instrumentFor(NAME, symbol, KINDS);
      const span = askedCloses(NAME, { ...request, symbol, interval }, { days: DAYS[interval], now: connection.now() });
      for (const { part, query } of planned(instrument, interval, span, connection.now())) {
        const size = query.outputsize === undefined ? {} : { size: String(query.outputsize) };
        yield alphaVantageBars(await ask(connection, "bars", { ...aboutBars(symbol, interval, part), ...size }, query, symbol));
      }
    },
    quote: async (symbol) => {
      const instrument = instrumentFor(NAME, symbol, KINDS);
      if (!("base" in instrument)) return alphaVantageQuote(await ask(connection, "quotes", { symbol }, { function: "GLOBAL_QUOTE", symbol: shareName(symbol) }, symbol), symbol);
      const query = { function: "CURRENCY_EXCHANGE_RATE", from_currency: instrument.base, to_currency: instrument.quote };
      return alphaVantageRate(await ask(connection, "quotes", { symbol }, query, symbol), symbol, instrument.quote);
    },
    symbols: async (query) => (query === undefined || query === "" ? listed([]) : alphaVantageSymbols(await ask(connection, "symbols", { query }, { function: "SYMBOL_SEARCH", keywords: query }, query))),
    news: (request) => newsPages(connection, request),
  }),
};

function ask(connection: Connection, kind: AnswerKind, about: Readonly<Record<string, string>>, query: Query, asked: string): Promise<Answer> {
  return connection.get({ kind, about, path: "/query", query, secretQuery: { apikey: KEY }, refusal: (body) => alphaVantageRefusal(body, asked, connection.now()) });
}

/** News, oldest first; a full answer is followed by one from its last moment on. */
async function* newsPages(connection: Connection, { most = Number.POSITIVE_INFINITY, query, ...request }: RecordsRequest): AsyncGenerator<Page<NewsItem>> {
  const symbols = query.split(",").map((symbol) => symbol.trim());
  const span = givenSpan(NAME, request, { days: NEWS_DAYS, now: connection.now() });
  const { from, to } = span;
  const seen = new Set<string>();
  for (let start = from; seen.size < most; ) {
    const asked = { function: "NEWS_SENTIMENT", tickers: symbols.map(newsTicker).join(","), time_from: newsMoment(start), time_to: newsMoment(Math.ceil(to / MINUTE) * MINUTE), sort: "EARLIEST", limit: MOST_NEWS };
    const page = alphaVantageNews(await ask(connection, "news", { query, from: new Date(start).toISOString(), to: new Date(to).toISOString() }, asked, query), symbols);
    const items = page.items.filter(({ id, time }) => !seen.has(id) && isWithin(time, span)).slice(0, most - seen.size);
    for (const { id } of items) seen.add(id);
    yield { ...page, items };
    const last = page.items.at(-1)?.time ?? start;
    if (page.items.length < MOST_NEWS || last <= start) return;
    start = last;
  }
}

/** The requests for a stretch, oldest first. */
function planned(instrument: Instrument, interval: Interval, span: Span, now: number): readonly { readonly part: Span; readonly query: Query }[] {
  const pair = "base" in instrument ? { from_symbol: instrument.base, to_symbol: instrument.quote } : undefined;
  const coin = "base" in instrument ? { symbol: instrument.base, market: instrument.quote } : undefined;
  const share = { symbol: shareName(instrument.symbol) };
  const whole = (query: Query): readonly { readonly part: Span; readonly query: Query }[] => [{ part: span, query }];
  const outputsize = now - span.from > (interval === "1d" ? COMPACT_DAYS * INTERVAL_MILLIS["1d"] : COMPACT_ROWS * INTERVAL_MILLIS[interval]) ? "full" : "compact";
  if (interval === "1d") {
    if (instrument.kind === "crypto") return whole({ function: "DIGITAL_CURRENCY_DAILY", ...coin });
    return whole({ function: pair ? "FX_DAILY" : "TIME_SERIES_DAILY", ...(pair ?? share), outputsize });
  }
  const length = { interval: ALPHA_VANTAGE_INTERVALS[interval] };
  if (pair) return whole({ function: instrument.kind === "crypto" ? "CRYPTO_INTRADAY" : "FX_INTRADAY", ...(instrument.kind === "crypto" ? coin : pair), ...length, outputsize });
  // Regular sessions lie inside one UTC day, so a month of the exchange is a month in UTC.
  return months(span).map(({ month, part }) => ({ part, query: { function: "TIME_SERIES_INTRADAY", ...share, ...length, month, adjusted: "false", extended_hours: "false", outputsize: "full" } }));
}

/** The months that a stretch of closes touches. */
function months(span: Span): readonly { readonly month: string; readonly part: Span }[] {
  const parts: { month: string; part: Span }[] = [];
  for (let from = span.from; from < span.to; ) {
    const start = new Date(from);
    const to = Math.min(span.to, Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1));
    parts.push({ month: start.toISOString().slice(0, 7), part: { from, to } });
    from = to;
  }
  return parts;
}

/** VOD.L as VOD.LON. */
function shareName(symbol: string): string {
  const { code, suffix } = shareOf(symbol);
  if (suffix === undefined) return code;
  const theirs = alphaVantageSuffix(suffix);
  if (theirs === undefined) throw new MarketError(`${NAME}: ${symbol} is of an exchange ".${suffix}" that ${NAME} does not have. Choose another source.`, { reason: "symbol" });
  return `${code}.${theirs}`;
}
