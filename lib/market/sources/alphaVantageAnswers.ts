import { z } from "zod";
import { endOfDay, INTERVAL_MILLIS } from "../barTime.ts";
import type { Interval } from "../bars.ts";
import { type Zone, zoneOf } from "../calendars/zone.ts";
import type { Answer } from "../connection/answer.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import { readAnswer, readRows } from "../connection/readAnswer.ts";
import { type InstrumentKind, instrumentOf } from "../instruments/instrument.ts";
import type { Quote } from "../records/quote.ts";
import type { UtcMillis } from "../units.ts";
import { askedOf, barPage, unreadPage } from "./barPage.ts";
import { clockText, dayOrTime } from "./clockText.ts";
import { decimal, decimalOrNaN } from "./decimal.ts";
import { suffixOfAlphaVantage } from "./exchangeSuffixes.ts";
import type { BarPage, Page, SymbolInfo } from "./source.ts";

export const ALPHA_VANTAGE_INTERVALS: Readonly<Record<Exclude<Interval, "1d">, string>> = { "1m": "1min", "5m": "5min", "15m": "15min", "1h": "60min" };
const PROVENANCE = "Alpha Vantage, as traded";

const row = z.object({ time: dayOrTime, "1. open": decimalOrNaN, "2. high": decimalOrNaN, "3. low": decimalOrNaN, "4. close": decimalOrNaN, "5. volume": decimalOrNaN.optional() });

/** Name of the rows in an answer. */
function seriesName(kind: InstrumentKind, interval: Interval): string {
  const length = interval === "1d" ? "Daily" : ALPHA_VANTAGE_INTERVALS[interval];
  if (kind === "forex") return `Time Series FX (${length})`;
  if (kind === "crypto") return interval === "1d" ? "Time Series (Digital Currency Daily)" : `Time Series Crypto (${length})`;
  return `Time Series (${length})`;
}

/** Bars of the series functions. Rows bear the time at which they open, on the clocks of the zone that the answer names: the last five minutes of a day that ends at 20:00 are those of 19:55. */
export function alphaVantageBars(answer: Answer): BarPage {
  const { interval, symbol, ...span } = askedOf(answer);
  const path = seriesName(instrumentOf(symbol).kind, interval);
  const { findings, value } = readAnswer(answer, z.object({ "Meta Data": z.record(z.string(), z.unknown()), [path]: z.record(z.string(), z.unknown()) }));
  const unread = (...more: readonly AnswerFinding[]): BarPage => unreadPage(answer, { provenance: PROVENANCE, findings: [...findings, ...more] });
  if (value === undefined) return unread();
  const [field, name] = Object.entries(value["Meta Data"] ?? {}).find(([key]) => key.endsWith(". Time Zone")) ?? ["Time Zone", undefined];
  const zone = zoneNamed(name);
  if (zone === undefined) return unread({ code: name === undefined ? "field missing" : "value impossible", severity: "error", where: { source: answer.source, path: `Meta Data.${field}` }, expected: "the name of a time zone", got: name === undefined ? "nothing" : JSON.stringify(name) });
  const entries = Object.entries(value[path] ?? {}).map(([time, prices]) => ({ time, ...(typeof prices === "object" ? prices : {}) }));
  const read = readRows(answer.source, path, entries, row);
  const rows = read.rows.flatMap(({ value: bar }) => {
    const closeTime = closeOf(bar.time, interval, zone);
    return closeTime === undefined ? [] : [{ closeTime, open: bar["1. open"], high: bar["2. high"], low: bar["3. low"], close: bar["4. close"], volume: bar["5. volume"] ?? 0 }];
  });
  // The short answers hold the latest bars only, however early the request begins.
  const first = Math.min(...rows.map(({ closeTime }) => closeTime)) - 1;
  const lacks = answer.about.size === "compact" && first > span.from;
  const held = { from: lacks ? Math.min(first, span.to) : span.from, to: span.to };
  const short: readonly AnswerFinding[] = lacks && rows.length > 0 && first - span.from > 4 * INTERVAL_MILLIS[interval] ? [{ code: "nothing there", severity: "note", where: { source: answer.source, path }, expected: `bars from ${new Date(span.from).toISOString()}`, got: `the latest ${rows.length}, from ${new Date(first + 1).toISOString()}` }] : [];
  return barPage(answer, rows, { path, provenance: PROVENANCE, findings: [...findings, ...read.findings, ...short], held });
}

function zoneNamed(name: unknown): Zone | undefined {
  try {
    return typeof name === "string" ? zoneOf(name) : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function closeOf(time: string, interval: Interval, zone: Zone): UtcMillis | undefined {
  const [year, month, day, hour = 0, minute = 0, second = 0] = time.split(/[-: ]/).map(Number);
  const end = endOfDay(year!, month!, day!);
  if (end === undefined || interval === "1d") return end;
  return zone.toUtc(Date.UTC(year!, month! - 1, day!, hour, minute, second)) + INTERVAL_MILLIS[interval];
}

const shareQuote = z.object({ "Global Quote": z.object({ "05. price": decimal, "06. volume": decimalOrNaN, "07. latest trading day": z.iso.date(), "08. previous close": decimalOrNaN }) });

/** The last price of a share, of GLOBAL_QUOTE, which tells the day and not the moment: it is stamped with the end of that day, or with now while it lasts. */
export function alphaVantageQuote(answer: Answer, symbol: string): Page<Quote> {
  const { findings, value } = readAnswer(answer, shareQuote);
  if (value === undefined) return { items: [], answers: [answer], findings };
  const { "05. price": price, "06. volume": volume, "07. latest trading day": day, "08. previous close": previousClose } = value["Global Quote"];
  const time = Math.min(answer.receivedAt, Date.parse(day) + INTERVAL_MILLIS["1d"] - 1);
  return { items: [{ symbol, time, price, volume, previousClose }], answers: [answer], findings };
}

const RATE = "Realtime Currency Exchange Rate";
const rate = z.object({ [RATE]: z.object({ "5. Exchange Rate": decimal, "6. Last Refreshed": clockText, "7. Time Zone": z.literal("UTC"), "8. Bid Price": decimalOrNaN, "9. Ask Price": decimalOrNaN }) });

/** The last price of a coin or a currency, of CURRENCY_EXCHANGE_RATE. */
export function alphaVantageRate(answer: Answer, symbol: string, currency: string): Page<Quote> {
  const { findings, value } = readAnswer(answer, rate);
  const found = value?.[RATE];
  if (found === undefined) return { items: [], answers: [answer], findings };
  return { items: [{ symbol, time: found["6. Last Refreshed"], price: found["5. Exchange Rate"], bid: found["8. Bid Price"], ask: found["9. Ask Price"], currency }], answers: [answer], findings };
}

const matches = z.object({ bestMatches: z.array(z.unknown()) });
const match = z.object({ "1. symbol": z.string(), "2. name": z.string(), "3. type": z.string(), "4. region": z.string() });

/** What SYMBOL_SEARCH found, in our notation. What is of an exchange without a name here is left out and counted. */
export function alphaVantageSymbols(answer: Answer): Page<SymbolInfo> {
  const { findings, value } = readAnswer(answer, matches);
  const read = readRows(answer.source, "bestMatches", value?.bestMatches ?? [], match);
  const items = read.rows.flatMap(({ value: { "1. symbol": theirs, "2. name": name, "4. region": exchange } }): SymbolInfo[] => {
    const dot = theirs.lastIndexOf(".");
    const suffix = dot < 0 ? "" : suffixOfAlphaVantage(theirs.slice(dot + 1));
    if (suffix === undefined) return [];
    return [{ symbol: dot < 0 ? theirs : `${theirs.slice(0, dot)}.${suffix}`, name, kind: "stock", exchange }];
  });
  const unnamed = read.rows.length - items.length;
  const left: readonly AnswerFinding[] = unnamed === 0 ? [] : [{ code: "row left out", severity: "note", where: { source: answer.source, path: "bestMatches" }, expected: "exchanges that have a name here", got: `${unnamed} on others` }];
  return { items, answers: [answer], findings: [...findings, ...read.findings, ...left] };
}
