import { INTERVAL_MILLIS } from "../barTime.ts";
import { type Interval, INTERVALS } from "../bars.ts";
import { DAY_MILLIS } from "../calendars/day.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import { instrumentOf } from "../instruments/instrument.ts";
import { momentsWithin } from "../writtenSpan.ts";
import { cutSpan, type Span } from "./askedSpan.ts";
import { aboutBars, askedCloses } from "./barPage.ts";
import { isWithin } from "./recordSpan.ts";
import { listed, type Source } from "./source.ts";
import { yahooBarsOf } from "./yahooAnswers.ts";
import { askYahoo } from "./yahooClient.ts";
import { yahooNewsOf, yahooQuoteOf, yahooSymbolsOf } from "./yahooRecords.ts";

/** Days of history that Yahoo gives, as its refusals say: "the requested range must be within the last 60 days". */
const HISTORY_DAYS = { "1m": 30, "5m": 60, "15m": 60, "1h": 730 };
/** Days that can be asked for, less one for what passes while asking; of days "only 100 years worth". */
const REACH_DAYS: Readonly<Record<Interval, number>> = { "1m": 29, "5m": 59, "15m": 59, "1h": 729, "1d": 36_500 };
/** Days asked for where nothing is said. */
const DAYS: Readonly<Record<Interval, number>> = { ...REACH_DAYS, "1m": 7, "1d": 3653 };
/** Days of minutes in one request: "only 8 days worth are allowed". Anything else comes whole. */
const MINUTE_DAYS = 7;
const MOST_NEWS = 100;

/**
 * Yahoo Finance through yahoo-finance2, without a key: bars with splits and dividends, last prices, a search of symbols, headlines. Prices are adjusted for splits, not for dividends; bars within the day are those of regular sessions.
 * The package makes the address and the headers; the connection asks, keeps limits and bytes; our schema reads them, for the package's own reading throws where ours tells the field, and cannot read bytes of the store again.
 * One-minute bars go back 30 days and come 7 days a request; 5 and 15 minutes 60 days, hours two years. There is no stated limit; we ask one request a second at most, and 2000 an hour.
 * A bar that Yahoo leaves empty is kept with missing values; the last bar is apart while it is unfinished. The provenance says how many of both. A company that is no longer listed is not there: what is, survived.
 */
export const yahoo: Source = {
  name: "yahoo",
  capabilities: { intervals: INTERVALS, network: true, real: true, instruments: ["stock", "index", "crypto", "forex"], historyDays: HISTORY_DAYS, adjusted: "splits" },
  reach: { origin: "https://query2.finance.yahoo.com", limits: [{ units: 1, per: "second" }, { units: 2000, per: "hour" }] },
  barsOf: yahooBarsOf,
  open: (connection) => ({
    barPages: async function* ({ interval = "1d", symbol, ...request }) {
      instrumentOf(symbol);
      const asked = askedCloses("yahoo", { ...request, symbol, interval }, { days: DAYS[interval], now: connection.now() });
      const { early, span } = within(asked, interval, connection.now());
      let told = early;
      for (const part of cutSpan(span, interval === "1m" ? MINUTE_DAYS * DAY_MILLIS : Number.POSITIVE_INFINITY)) {
        const answer = await askYahoo(connection, "bars", aboutBars(symbol, interval, part), (client) => client.chart(symbol, { ...opensOf(part, interval), interval, includePrePost: false }));
        const page = yahooBarsOf(answer);
        yield told.length === 0 ? page : { ...page, findings: [...told, ...page.findings] };
        told = [];
      }
    },
    quote: async (symbol) => {
      const now = connection.now();
      return yahooQuoteOf(await askYahoo(connection, "quotes", { symbol }, (client) => client.chart(symbol, { period1: new Date(now - DAY_MILLIS), period2: new Date(now), interval: "1d" })));
    },
    symbols: async (query) => {
      if (query === undefined || query === "") return listed([]);
      return yahooSymbolsOf(await askYahoo(connection, "symbols", { query }, (client) => client.search(query, { quotesCount: 20, newsCount: 0 })));
    },
    news: async function* ({ most = MOST_NEWS, query, ...request }) {
      const { from, to } = momentsWithin("yahoo", request);
      const page = yahooNewsOf(await askYahoo(connection, "news", { query }, (client) => client.search(query, { quotesCount: 0, newsCount: Math.min(most, MOST_NEWS) })));
      yield { ...page, items: page.items.filter(({ time }) => isWithin(time, { from, to })).slice(-most) };
    },
  }),
};

/** The part of a stretch that Yahoo keeps, and a finding where it begins too early. */
function within(span: Span, interval: Interval, now: number): { readonly span: Span; readonly early: readonly AnswerFinding[] } {
  const earliest = now - REACH_DAYS[interval] * DAY_MILLIS;
  if (span.from >= earliest || span.to <= earliest) return { span, early: [] };
  return {
    span: { from: earliest, to: span.to },
    early: [{ code: "nothing there", severity: "warning", where: { source: "yahoo", path: "chart" }, expected: `${interval} bars from ${new Date(span.from).toISOString()}`, got: `none before ${new Date(earliest).toISOString()}: Yahoo has ${REACH_DAYS[interval]} days` }],
  };
}

/** Whole seconds between which the bars of a stretch of closes open. A day's session may open on the date before or after it in UTC. */
function opensOf({ from, to }: Span, interval: Interval): { readonly period1: Date; readonly period2: Date } {
  const [first, last] = interval === "1d" ? [from - DAY_MILLIS / 2, to + DAY_MILLIS / 2] : [from - INTERVAL_MILLIS[interval] + 1000, to];
  return { period1: new Date(Math.floor(first / 1000) * 1000), period2: new Date(Math.floor(last / 1000) * 1000 + 1000) };
}
