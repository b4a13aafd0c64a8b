import { z } from "zod";
import { DAY_MILLIS } from "../calendars/day.ts";
import { INTERVAL_MILLIS, parseBarTime } from "../barTime.ts";
import type { Interval } from "../bars.ts";
import type { Answer } from "../connection/answer.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import type { Refusal } from "../connection/connection.ts";
import { readAnswer, readRows } from "../connection/readAnswer.ts";
import type { Quote } from "../records/quote.ts";
import type { UtcMillis } from "../units.ts";
import { askedOf, barPage, type BarRow, unreadPage } from "./barPage.ts";
import { dayOrTime } from "./clockText.ts";
import { decimal, decimalOrNaN } from "./decimal.ts";
import { epochSeconds } from "./epoch.ts";
import { suffixOfMic } from "./exchangeSuffixes.ts";
import type { BarPage, Page, SymbolInfo } from "./source.ts";

export const TWELVE_DATA_INTERVALS: Readonly<Record<Interval, string>> = { "1m": "1min", "5m": "5min", "15m": "15min", "1h": "1h", "1d": "1day" };
/** Rows of one answer, at most. What is older is left out. */
export const MOST_ROWS = 5000;
const PROVENANCE = "Twelve Data, adjusted for splits";
const PATH = "values";

const refused = z.object({ status: z.literal("error"), code: z.number(), message: z.string() });
const series = z.object({ meta: z.object({ interval: z.string() }), values: z.array(z.unknown()) });
const row = z.object({
  datetime: dayOrTime,
  open: decimalOrNaN, high: decimalOrNaN, low: decimalOrNaN, close: decimalOrNaN,
  // Currencies have none.
  volume: decimalOrNaN.optional(),
});

/** Bars of /time_series, asked for in UTC. Times are those at which bars open. */
export function twelveDataBars(answer: Answer): BarPage {
  const { from, interval, to } = askedOf(answer);
  const page = (rows: readonly BarRow[], findings: readonly AnswerFinding[], held = { from, to }): BarPage => barPage(answer, rows, { path: PATH, provenance: PROVENANCE, findings, held });
  if (isNothing(new TextDecoder().decode(answer.body))) return page([], []);
  const { findings, value } = readAnswer(answer, series);
  const unread = (...more: readonly AnswerFinding[]): BarPage => unreadPage(answer, { provenance: PROVENANCE, findings: [...findings, ...more] });
  if (value === undefined) return unread();
  const told = (code: AnswerFinding["code"], path: string, expected: string, got: string): AnswerFinding => ({ code, severity: "error", where: { source: answer.source, path }, expected, got });
  if (value.meta.interval !== TWELVE_DATA_INTERVALS[interval]) return unread(told("value impossible", "meta.interval", TWELVE_DATA_INTERVALS[interval], value.meta.interval));
  const read = readRows(answer.source, PATH, value.values, row);
  const rows = read.rows.flatMap(({ value: { datetime, volume = 0, ...prices } }) => {
    const closeTime = closeOf(datetime, interval);
    return closeTime === undefined ? [] : [{ ...prices, volume, closeTime }];
  });
  // A full answer may lack older bars: it holds only what is in it.
  const first = Math.min(...rows.map(({ closeTime }) => closeTime));
  const isFull = value.values.length >= MOST_ROWS && first > from + INTERVAL_MILLIS[interval];
  if (!isFull) return page(rows, [...findings, ...read.findings]);
  return page(rows, [...findings, ...read.findings, told("answer cut off", PATH, `fewer than ${MOST_ROWS} rows`, `${value.values.length}; bars before ${new Date(first).toISOString()} may be missing`)], { from: first - 1, to });
}

function closeOf(datetime: string, interval: Interval): UtcMillis | undefined {
  if (interval === "1d") return parseBarTime(datetime.slice(0, 10));
  const open = parseBarTime(`${datetime.length === 10 ? `${datetime} 00:00:00` : datetime}Z`);
  return open === undefined ? undefined : open + INTERVAL_MILLIS[interval];
}

/** "No data": the stretch holds no bar, which is an answer and no error. */
export function isNothing(body: string): boolean {
  return body.length < 1000 && /"no data is available on the specified dates/i.test(body);
}

/** A refusal, which comes as {code, message, status: "error"} with that status or with 200. */
export function twelveDataRefusal(body: string, symbol: string, now: UtcMillis): Refusal | undefined {
  const { code, message } = refused.safeParse(jsonOf(body)).data ?? {};
  if (code === undefined || message === undefined) return undefined;
  if (code === 401) return { reason: "key", message: "the key is not valid" };
  if (code === 403) return { reason: "plan", message: `the key's plan does not hold ${symbol}` };
  if (code === 429 && /for the day/i.test(message)) return { reason: "budget", message: "the day's credits are used up", retryAt: (Math.floor(now / DAY_MILLIS) + 1) * DAY_MILLIS };
  if (code === 429) return { reason: "limit", message: "the minute's credits are used up", retryAt: (Math.floor(now / MINUTE) + 1) * MINUTE };
  if (code === 404 || /\*\*(symbol|figi)\*\*/i.test(message)) return { reason: "symbol", message: `there is no symbol ${symbol}` };
  if (code >= 500) return { reason: "server", message: "internal fault" };
  return { reason: "misuse", message: `the request for ${symbol} was refused: ${message.slice(0, 160)}` };
}

const MINUTE = 60_000;

function jsonOf(body: string): unknown {
  // A refusal is short; bars are not read twice.
  if (body.length > 2000) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const quote = z.object({ close: decimal, previous_close: decimal.nullish(), volume: decimal.nullish(), timestamp: epochSeconds, last_quote_at: epochSeconds.nullish(), currency: z.string().nullish() });

/** The last price, of /quote. */
export function twelveDataQuote(answer: Answer, symbol: string, currency: string | undefined): Page<Quote> {
  const { findings, value } = readAnswer(answer, quote);
  if (value === undefined) return { items: [], answers: [answer], findings };
  const paid = value.currency ?? currency;
  const item: Quote = {
    symbol, time: 1000 * (value.last_quote_at ?? value.timestamp), price: value.close,
    ...(value.previous_close == null ? {} : { previousClose: value.previous_close }), ...(value.volume == null ? {} : { volume: value.volume }), ...(paid === undefined ? {} : { currency: paid }),
  };
  return { items: [item], answers: [answer], findings };
}

const matches = z.object({ data: z.array(z.unknown()) });
const match = z.object({ symbol: z.string(), instrument_name: z.string(), exchange: z.string(), mic_code: z.string().nullish(), instrument_type: z.string(), country: z.string().nullish() });

/** What /symbol_search found, in our notation. What has none there, as shares of exchanges that we do not name, is left out and counted. */
export function twelveDataSymbols(answer: Answer): Page<SymbolInfo> {
  const { findings, value } = readAnswer(answer, matches);
  const read = readRows(answer.source, "data", value?.data ?? [], match);
  const items = read.rows.flatMap(({ value: found }) => symbolOf(found) ?? []);
  const unnamed = read.rows.length - items.length;
  const left: readonly AnswerFinding[] = unnamed === 0 ? [] : [{ code: "row left out", severity: "note", where: { source: answer.source, path: "data" }, expected: "exchanges that have a name here", got: `${unnamed} on others` }];
  return { items, answers: [answer], findings: [...findings, ...read.findings, ...left] };
}

function symbolOf({ country, exchange, instrument_name: name, instrument_type: type, mic_code: mic, symbol }: z.infer<typeof match>): SymbolInfo | undefined {
  const [base, counter] = symbol.split("/");
  if (counter !== undefined) {
    const kind = type === "Digital Currency" ? "crypto" : "forex";
    return { symbol: kind === "crypto" ? `${base}-${counter}` : `${base}${counter}=X`, name, kind, exchange };
  }
  const code = symbol.replaceAll(".", "-");
  if (country === "United States") return { symbol: code, name, kind: "stock", exchange };
  const suffix = suffixOfMic(mic ?? "");
  return suffix === undefined ? undefined : { symbol: `${code}.${suffix}`, name, kind: "stock", exchange };
}
