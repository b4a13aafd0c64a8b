import { formatBarTime, INTERVAL_MILLIS } from "../../barTime.ts";
import type { Bars } from "../../bars.ts";
import type { ExchangeCalendar } from "../../calendars/exchangeCalendar.ts";
import { type Finding, placeOf } from "../../finding.ts";
import { latestSession } from "./hours.ts";

/** Where at least this share of bars ends is a grid of the source. */
const HABIT = 0.05;
const MINUTE = 60_000;

/**
 * Bars that end between two ends: 14:30:07 among minutes, most often the price of a moment that was saved as a bar. Right are full steps of UTC, steps from the open of a session and from the end of its break, the end of a session,
 * and any other end that the source has as a rule. A rule that is no full minute is told once.
 */
export function* checkGrid(bars: Bars, rows: Int32Array, calendar: ExchangeCalendar | undefined): Generator<Finding> {
  const { closeTime, interval } = bars;
  const step = INTERVAL_MILLIS[interval];
  // A day ends with its last millisecond.
  const phaseOf = (time: number): number => (interval === "1d" ? (time + 1) % step : time % step);
  const counts = new Map<number, { count: number; readonly first: number }>();
  for (let k = 0; k < rows.length; k++) {
    const phase = phaseOf(closeTime[rows[k]!]!);
    if (phase === 0) continue;
    const known = counts.get(phase);
    if (known === undefined) counts.set(phase, { count: 1, first: rows[k]! });
    else known.count++;
  }
  if (counts.size === 0) return;
  const isRule = (phase: number): boolean => (counts.get(phase)?.count ?? 0) >= Math.max(Math.min(2, rows.length), HABIT * rows.length);
  const expected = `a close on the grid of ${interval} bars`;
  for (const [phase, { count, first }] of counts) {
    if (!isRule(phase) || phase % MINUTE === 0) continue;
    yield { code: "off the grid", severity: "note", where: placeOf(bars, first, "closeTime"), expected, got: `${count} of ${rows.length} bars as ${formatBarTime(closeTime[first]!)}: a rule of the source` };
  }
  const sessionOf = calendar === undefined ? undefined : latestSession(calendar);
  const isOfSession = (time: number): boolean => {
    if (sessionOf === undefined) return false;
    const { breaks, close, open } = sessionOf(time);
    return [open, ...breaks.map(({ to }) => to)].some((from) => interval !== "1d" && (time - from) % step === 0) || [close, ...breaks.map(({ from }) => from)].includes(time);
  };
  for (const row of rows) {
    const time = closeTime[row]!;
    const phase = phaseOf(time);
    if (phase !== 0 && !isRule(phase) && !isOfSession(time)) yield { code: "off the grid", severity: "warning", where: placeOf(bars, row, "closeTime"), expected, got: formatBarTime(time) };
  }
}
