import { formatBarTime, INTERVAL_MILLIS } from "../barTime.ts";
import { type Bars, type Interval, INTERVALS, isoDate } from "../bars.ts";
import { DAY_MILLIS } from "../calendars/day.ts";
import type { Answer } from "../connection/answer.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import { MarketError } from "../error.ts";
import type { CorporateAction } from "../records/corporateAction.ts";
import type { Price, UtcMillis, Volume } from "../units.ts";
import { askedSpan, type Span } from "./askedSpan.ts";
import type { BarPage, BarsRequest } from "./source.ts";

/** A bar as read out of an answer. NaN where the source left something empty. */
export type BarRow = { readonly closeTime: UtcMillis; readonly open: Price; readonly high: Price; readonly low: Price; readonly close: Price; readonly volume: Volume };

export type BarPageParts = {
  /** Who it comes from and what the prices are adjusted for. Remarks are added. */
  readonly provenance: string;
  readonly findings: readonly AnswerFinding[];
  readonly actions?: readonly CorporateAction[];
  /** Unless the source knows better: its close lies after the moment of the answer. */
  readonly isUnfinished?: (row: BarRow) => boolean;
  /** Where the rows lie in the answer, for findings. */
  readonly path: string;
  /** The stretch that the answer holds, if it is less than what was asked. */
  readonly held?: Span;
};

/** A bar that runs closes sooner than this, wherever its exchange is: a day, and the hours by which the dates of the world differ. */
const LONGEST_AHEAD = 3 * DAY_MILLIS;

/** The closes that a request for bars asks for. Without `to` the day that it is now is inside as a whole for daily bars: a session that is over has its bar before midnight. */
export function askedCloses(source: string, { from, interval = "1d", to }: BarsRequest, { days, now }: { readonly days: number; readonly now: UtcMillis }): Span {
  const end = to ?? (interval === "1d" ? isoDate(now) : undefined);
  return askedSpan(source, { ...(from === undefined ? {} : { from }), ...(end === undefined ? {} : { to: end }) }, { days, now });
}

/** What an answer with bars is about. */
export function aboutBars(symbol: string, interval: Interval, { from, to }: Span): Readonly<Record<string, string>> {
  return { symbol, interval, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** What the answer was asked for. */
export function askedOf({ about, source }: Answer): { readonly symbol: string; readonly interval: Interval } & Span {
  const interval = INTERVALS.find((one) => one === about.interval);
  const [from, to] = [Date.parse(about.from ?? ""), Date.parse(about.to ?? "")];
  if (about.symbol === undefined || interval === undefined || Number.isNaN(from) || Number.isNaN(to)) throw new MarketError(`${source}: the answer does not say what bars were asked (symbol, interval, from, to). It was not made by this source.`);
  return { symbol: about.symbol, interval, from, to };
}

/** A page out of the rows of an answer: those asked for, oldest first, one a close time, the unfinished one apart. */
export function barPage(answer: Answer, rows: readonly BarRow[], { actions, findings, held, isUnfinished = ({ closeTime }) => closeTime > answer.receivedAt, path, provenance }: BarPageParts): BarPage {
  const { interval, symbol, ...span } = askedOf(answer);
  const { from, to } = held ?? span;
  const isPossible = ({ closeTime }: BarRow): boolean => closeTime <= answer.receivedAt + LONGEST_AHEAD;
  const future = rows.filter((row) => !isPossible(row));
  const { once, twice } = oneEach(rows.filter(isPossible));
  const finished = once.filter((row) => row.closeTime > from && row.closeTime <= to && !isUnfinished(row));
  const unfinished = once.filter((row) => isUnfinished(row) && row.closeTime > from && row.closeTime - INTERVAL_MILLIS[interval] < to).at(-1);
  const empty = finished.filter((row) => missingPrices(row) === PRICES.length);
  const partial = finished.filter((row) => missingPrices(row) > 0 && missingPrices(row) < PRICES.length);
  const finding = (code: AnswerFinding["code"], expected: string, got: string): AnswerFinding => ({ code, severity: "warning", where: { source: answer.source, path }, expected, got });
  const bars = (kept: readonly BarRow[], remarks: readonly string[]): Bars => barsOfRows(kept, { symbol, interval, provenance: [provenance, ...remarks].join("; ") });
  return {
    bars: bars(finished, [
      ...(empty.length > 0 ? [`${counted(empty.length)} empty at the source`] : []),
      ...(partial.length > 0 ? [`${counted(partial.length)} without some of their prices at the source`] : []),
      ...(unfinished === undefined ? [] : ["the last bar was unfinished and is left out"]),
    ]),
    ...(unfinished === undefined ? {} : { unfinished: bars([unfinished], ["unfinished"]) }),
    covers: { from: Math.min(from, answer.receivedAt), to: Math.min(to, answer.receivedAt) },
    answers: [answer],
    findings: [
      ...findings,
      ...(empty.length > 0 ? [finding("nothing there", "prices", `${counted(empty.length)} without, the first ${formatBarTime(empty[0]!.closeTime)}`)] : []),
      ...(partial.length > 0 ? [finding("nothing there", "four prices a bar", `${counted(partial.length)} without some, the first ${formatBarTime(partial[0]!.closeTime)}`)] : []),
      ...(future.length > 0 ? [finding("row left out", "bars that have begun", `${counted(future.length)} of the future, the first ${formatBarTime(future[0]!.closeTime)}`)] : []),
      ...(twice.length > 0 ? [finding("row left out", "one row a bar", `${counted(twice.length)} given again, the first ${formatBarTime(twice[0]!)}; the later row is kept`)] : []),
    ],
    ...(actions === undefined ? {} : { actions: actions.filter(({ exTime }) => exTime > from - INTERVAL_MILLIS["1d"] && exTime <= to) }),
  };
}

/** A page for an answer that cannot be read: it answers for no time, so that the stretch is asked for again. */
export function unreadPage(answer: Answer, { findings, provenance }: Pick<BarPageParts, "findings" | "provenance">): BarPage {
  const { from, interval, symbol } = askedOf(answer);
  return { bars: barsOfRows([], { symbol, interval, provenance }), covers: { from, to: from }, answers: [answer], findings };
}

/** A page for a stretch of which the source says, without an answer that could be kept, that it holds no bar. */
export function emptyPage(names: Pick<Bars, "symbol" | "interval" | "provenance">, { from, to }: Span, now: UtcMillis): BarPage {
  return { bars: barsOfRows([], names), covers: { from: Math.min(from, now), to: Math.min(to, now) }, answers: [], findings: [] };
}

/** Rows as columns. */
export function barsOfRows(rows: readonly BarRow[], names: Pick<Bars, "symbol" | "interval" | "provenance">): Bars {
  const column = (name: keyof BarRow): Float64Array => Float64Array.from(rows, (row) => row[name]);
  return { ...names, closeTime: column("closeTime"), open: column("open"), high: column("high"), low: column("low"), close: column("close"), volume: column("volume") };
}

const PRICES = ["open", "high", "low", "close"] as const;

function missingPrices(row: BarRow): number {
  return PRICES.filter((name) => Number.isNaN(row[name])).length;
}

function oneEach(rows: readonly BarRow[]): { readonly once: readonly BarRow[]; readonly twice: readonly UtcMillis[] } {
  const byClose = new Map<UtcMillis, BarRow>();
  const twice: UtcMillis[] = [];
  for (const row of rows) {
    if (byClose.has(row.closeTime)) twice.push(row.closeTime);
    byClose.set(row.closeTime, row);
  }
  return { once: [...byClose.values()].sort((one, other) => one.closeTime - other.closeTime), twice };
}

function counted(bars: number): string {
  return bars === 1 ? "1 bar" : `${bars} bars`;
}
