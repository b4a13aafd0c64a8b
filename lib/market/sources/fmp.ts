import { INTERVALS, type Interval, isoDate } from "../bars.ts";
import { DAY_MILLIS } from "../calendars/day.ts";
import type { Answer } from "../connection/answer.ts";
import type { Connection, Refusal, Request } from "../connection/connection.ts";
import { MarketError } from "../error.ts";
import { instrumentFor } from "../instruments/instrument.ts";
import type { Fact } from "../records/fact.ts";
import type { SocialPost } from "../records/socialPost.ts";
import type { UtcMillis } from "../units.ts";
import { momentsWithin } from "../writtenSpan.ts";
import { cutSpan, type Span } from "./askedSpan.ts";
import { aboutBars, askedCloses, barsOfRows } from "./barPage.ts";
import { barsOfFmp, fmpRefusal, quoteOf, socialOf, symbolsOf } from "./fmpAnswers.ts";
import { STATEMENTS, statementsOf } from "./fmpStatements.ts";
import { atMost, isWithin } from "./recordSpan.ts";
import type { BarPage, BarsRequest, Page, RecordsRequest, Source } from "./source.ts";

const KINDS = ["stock", "index", "crypto", "forex"] as const;
const CHARTS: Readonly<Record<Exclude<Interval, "1d">, string>> = { "1m": "1min", "5m": "5min", "15m": "15min", "1h": "1hour" };
/** Days that one answer holds: longer stretches come cut. */
const PAGE_DAYS: Readonly<Record<Interval, number>> = { "1m": 3, "5m": 10, "15m": 30, "1h": 90, "1d": 1826 };
/** Statements that come where no number is asked, the newest. */
const GIVEN_STATEMENTS = 5;
const DEFAULT_DAYS: Readonly<Record<Interval, number>> = { "1m": 3, "5m": 10, "15m": 30, "1h": 90, "1d": 1826 };

/**
 * Financial Modeling Prep: daily and shorter bars, quotes, statements. Key: FMP_API_KEY, sent as the header `apikey`.
 * Prices are adjusted for splits. Times of short bars are those of opening on New York's clocks. Splits and dividends of shares come with daily bars, ex-days as the exchange's; they cost two requests more.
 * `statements`: `query` is a share, "AAPL" for years or "AAPL quarter" for quarters (paid); `from` and `to` are days of filing; without `from` the newest five, and more are paid for. Numbers are as FMP has them today, stamped with the filing's moment:
 * where it puts a restated number in the place of the old one, it looks known too early. EDGAR's facts keep both.
 * `social`: `query` is a share; counted posts an hour of Stocktwits and Twitter, from an endpoint that only old subscriptions still hold; the refusal has reason "plan".
 * Limits: 250 requests a day on the free plan, which holds five years of days of 87 American shares, site.financialmodelingprep.com/pricing-plans; any other symbol, short bars and quarters are refused with 402.
 * `/stable` is the present address: keys made after August 2025 have no other, and are refused with 403.
 */
export const fmp: Source = {
  name: "fmp",
  capabilities: { intervals: INTERVALS, network: true, real: true, instruments: KINDS, adjusted: "splits" },
  reach: {
    origin: "https://financialmodelingprep.com",
    limits: [{ units: 250, per: "day" }],
    keys: [{ variable: "FMP_API_KEY", from: "https://site.financialmodelingprep.com/developer/docs" }],
    headers: (key) => ({ apikey: key("FMP_API_KEY") }),
  },
  open: (connection) => ({
    symbols: async (query) => {
      const text = query?.trim() ?? "";
      return symbolsOf(await (text === "" ? ask(connection, "symbols", {}, "/stable/stock-list", {}) : ask(connection, "symbols", { query: text }, "/stable/search-symbol", { query: text, limit: 50 })));
    },
    barPages: (request) => barPages(connection, request),
    quote: async (symbol) => quoteOf(await ask(connection, "quotes", { symbol }, "/stable/quote", { symbol: fmpSymbol(symbol) }, quoteRefusal)),
    statements: (request) => atMost(statements(connection, request), request.most),
    social: (request) => atMost(social(connection, request), request.most),
  }),
  barsOf: barsOfFmp,
};

/** FMP's name of an instrument: BTCUSD for BTC-USD, EURUSD for EURUSD=X; shares and indices as ours. */
export function fmpSymbol(symbol: string): string {
  const instrument = instrumentFor("fmp", symbol, KINDS);
  return instrument.kind === "crypto" || instrument.kind === "forex" ? `${instrument.base}${instrument.quote}` : symbol;
}

async function* barPages(connection: Connection, request: BarsRequest): AsyncGenerator<BarPage> {
  const { interval = "1d", symbol } = request;
  const name = fmpSymbol(symbol);
  const span = askedCloses("fmp", request, { days: DEFAULT_DAYS[interval], now: connection.now() });
  for (const piece of cutSpan(span, PAGE_DAYS[interval] * DAY_MILLIS)) {
    const path = interval === "1d" ? "/stable/historical-price-eod/full" : `/stable/historical-chart/${CHARTS[interval]}`;
    yield barsOfFmp(await ask(connection, "bars", aboutBars(symbol, interval, piece), path, { symbol: name, ...days(piece, interval) }));
  }
  if (interval !== "1d" || instrumentFor("fmp", symbol, KINDS).kind !== "stock") return;
  for (const part of ["splits", "dividends"]) yield await actions(connection, { symbol, name, part, span });
}

/** Splits or dividends; that the plan does not hold them costs no bar, and is told. */
async function actions(connection: Connection, { name, part, span, symbol }: { readonly symbol: string; readonly name: string; readonly part: string; readonly span: Span }): Promise<BarPage> {
  try {
    return barsOfFmp(await ask(connection, "bars", { ...aboutBars(symbol, "1d", span), part }, `/stable/${part}`, { symbol: name }));
  } catch (error) {
    if (!(error instanceof MarketError) || error.reason !== "plan") throw error;
    const bars = barsOfRows([], { symbol, interval: "1d", provenance: "Financial Modeling Prep" });
    return { bars, covers: { from: span.from, to: span.from }, answers: [], findings: [{ code: "nothing there", severity: "warning", where: { source: "fmp", path: part }, expected: `${part} of ${symbol}`, got: "none: the key's plan does not hold them" }] };
  }
}

/** First and last day of a stretch of closes on New York's clocks, with a day to spare where bars are shorter. */
function days({ from, to }: Span, interval: Interval): { readonly from: string; readonly to: string } {
  const spare = interval === "1d" ? 0 : DAY_MILLIS;
  return { from: isoDate(from + 1 - spare), to: isoDate(to - 1) };
}

async function* statements(connection: Connection, request: RecordsRequest): AsyncGenerator<Page<Fact>> {
  const [symbol = "", period = "annual"] = request.query.trim().split(/\s+/);
  if (period !== "annual" && period !== "quarter") throw new MarketError(`fmp: statements are asked as "AAPL" or "AAPL quarter", got "${request.query}".`);
  instrumentFor("fmp", symbol, ["stock"]);
  const { from, to } = momentsWithin("fmp", request);
  const limit = periodsSince(from, period, connection.now());
  for (const statement of STATEMENTS) {
    const page = statementsOf(await ask(connection, "statements", { symbol, statement, period }, `/stable/${statement}`, { symbol, period, limit }));
    yield { ...page, items: page.items.filter(({ knownAt }) => isWithin(knownAt, { from, to })) };
  }
}

/** So many statements hold all that were filed since a moment; nothing is said where the five that come unasked do, for the free plan refuses to be asked for more. */
function periodsSince(from: UtcMillis, period: "annual" | "quarter", now: UtcMillis): number | undefined {
  if (!Number.isFinite(from)) return undefined;
  const periods = Math.ceil((now - from) / (period === "annual" ? 365 : 91) / DAY_MILLIS) + 1;
  return periods > GIVEN_STATEMENTS ? periods : undefined;
}

async function* social(connection: Connection, request: RecordsRequest): AsyncGenerator<Page<SocialPost>> {
  instrumentFor("fmp", request.query, ["stock"]);
  const { from, to } = momentsWithin("fmp", request);
  // The newest come first, page by page; a page that comes again is the end too.
  let before: string | undefined;
  for (let page = 0; ; page++) {
    const { isLast, ...read } = socialOf(await ask(connection, "social", { symbol: request.query, page: String(page) }, "/api/v4/historical/social-sentiment", { symbol: request.query, page }));
    const first = read.items[0]?.id;
    if (before !== undefined && first === before) return;
    before = first;
    yield { ...read, items: read.items.filter(({ time }) => isWithin(time, { from, to })) };
    if (isLast || from === Number.NEGATIVE_INFINITY || (read.items[0]?.time ?? from) < from) return;
  }
}

/** Of a symbol that it does not know, FMP quotes an empty list. */
function quoteRefusal(body: string, status: number): Refusal | undefined {
  return /^\s*\[\s*\]\s*$/.test(body) ? { reason: "symbol", message: "there is no such symbol. symbols() finds names." } : fmpRefusal(body, status);
}

function ask(connection: Connection, kind: Request["kind"], about: Request["about"], path: string, query: NonNullable<Request["query"]>, refusal = fmpRefusal): Promise<Answer> {
  return connection.get({ kind, about, path, query, refusal });
}
