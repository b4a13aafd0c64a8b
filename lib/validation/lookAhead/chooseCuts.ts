import { INTERVAL_MILLIS } from "../../market/barTime.ts";
import type { Bars } from "../../market/bars.ts";
import { randomStream, shuffledIndices, split, type RandomKey } from "../../random/index.ts";
import type { RowRange } from "../split.ts";
import type { Table } from "./inquiry.ts";
import { countUpTo, type Panel } from "./panel.ts";

/** Where the future is cut off: what closes at moment `at` of the clock and later is taken away or changed. */
export type Cut = { readonly test: "truncation" | "future perturbation"; readonly at: number };

/** Cuts on the whole history, and one run of neighbouring cuts on a short piece of it: moments `from` .. `to`, of which the last `length` are cut at one by one. */
export type CutPlan = { readonly cuts: readonly Cut[]; readonly run: { readonly from: number; readonly to: number; readonly length: number } };

/** Neighbouring cuts for each random one. */
const RUN = 10;
/** Share of rows up to which a change of value is rare. */
const RARE = 0.05;

/**
 * Where a leak would show. Near the start, where warm-ups are filled; before the last rows; at random, one in each equal part of the history;
 * behind gaps, ends of days, weeks, months and years, extreme bars, and rows where a column changes that seldom does.
 * The run of neighbouring cuts lies anywhere and finds what happens at least once in so many rows.
 */
export function chooseCuts(panel: Panel, clock: Float64Array, table: Table, judged: RowRange, cuts: number, key: RandomKey): CutPlan {
  const count = clock.length;
  const { uniform } = randomStream(split(key, "cuts"));
  const spread = () => Array.from({ length: cuts }, (_, k) => judged.from + 1 + Math.floor(((k + uniform()) / cuts) * (judged.to - judged.from)));
  const early = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233].map((step) => judged.from + step);
  const late = [1, 2, 3, 4].map((step) => count - step);
  const sample = (found: readonly number[], most: number, name: string): readonly number[] => Array.from(shuffledIndices(found.length, split(key, name)).subarray(0, most), (k) => found[k]!);
  const at = (rows: readonly number[], { closeTime }: Bars) => rows.map((row) => countUpTo(clock, closeTime[row]!));
  const guided = Object.values(panel).flatMap((bars) => [
    ...at(sample(missingEnds(bars), cuts, `gaps of ${bars.symbol}`), bars),
    ...at(sample(pauses(bars), 4, `pauses of ${bars.symbol}`), bars),
    ...at(extremes(bars), bars),
    ...boundaries(bars).flatMap((ends, k) => at(sample(ends, 4, `boundaries ${k} of ${bars.symbol}`), bars)),
  ]);
  const events = [...table.values()].flatMap(({ name, symbol, values }) => at(sample(rareChanges(values), 1, `${symbol} ${name}`), panel[symbol]!));
  const fitting = (places: readonly number[]) => [...new Set(places)].filter((place) => place > judged.from && place > 0 && place < count);
  const truncated = fitting([...spread(), ...early, ...late]).map((place) => ({ test: "truncation" as const, at: place }));
  const changed = fitting([...spread(), ...early, ...late.slice(0, 1), ...sample(guided, 4 * cuts, "guided"), ...sample([...new Set(events)], 4 * cuts, "events")]).map((place) => ({ test: "future perturbation" as const, at: place }));
  return { cuts: [...truncated, ...changed], run: chooseRun(panel, clock, table, judged, RUN * cuts, uniform()) };
}

/** A piece of history long enough for the warm-ups that end in the first third. */
function chooseRun(panel: Panel, clock: Float64Array, table: Table, judged: RowRange, wanted: number, chance: number): CutPlan["run"] {
  const length = Math.min(wanted, Math.max(0, Math.min(clock.length - 1, judged.to) - judged.from - 1));
  let warmUp = 0;
  for (const { symbol, values } of table.values()) {
    const first = firstValue(values);
    const moment = first < 0 ? 0 : countUpTo(clock, panel[symbol]!.closeTime[first]!);
    if (3 * moment <= clock.length) warmUp = Math.max(warmUp, moment);
  }
  const least = Math.min(judged.from + length + warmUp, Math.min(clock.length - 1, judged.to));
  // What was fitted on the rows before `judged` must be given all of them: the piece begins where the history does, and is kept short.
  if (judged.from > 0) return { from: 0, to: least, length };
  const to = least + Math.floor(chance * (Math.min(clock.length - 1, judged.to) - least + 1));
  return { from: Math.max(0, to - length - warmUp - 32), to, length };
}

/** First row with a value, −1 if there is none. */
export function firstValue(values: Float64Array): number {
  return values.findIndex((value) => !Number.isNaN(value));
}

/** First and last rows of gaps: of rows without a close. */
function missingEnds({ close }: Bars): readonly number[] {
  const rows: number[] = [];
  for (let row = 1; row < close.length; row++) {
    const [missing, before] = [Number.isNaN(close[row]!), Number.isNaN(close[row - 1]!)];
    if (missing !== before) rows.push(missing ? row : row - 1);
  }
  return rows;
}

/** Last rows before nights, weekends with a holiday, and other pauses longer than the usual step. */
function pauses({ closeTime, interval }: Bars): readonly number[] {
  return Array.from(closeTime.keys()).filter((row) => closeTime[row + 1]! - closeTime[row]! > 3.5 * INTERVAL_MILLIS[interval]);
}

/** Rows behind which a new day, week, month or year begins. */
function boundaries({ closeTime }: Bars): readonly (readonly number[])[] {
  const day = (time: number): number => Math.floor(time / INTERVAL_MILLIS["1d"]);
  const names: readonly ((time: number) => number)[] = [
    day,
    (time) => Math.floor((day(time) + 3) / 7),
    (time) => new Date(time).getUTCMonth(),
    (time) => new Date(time).getUTCFullYear(),
  ];
  const rows = Array.from(closeTime.keys()).slice(0, -1);
  return names.map((name) => {
    const ids = closeTime.map(name);
    return rows.filter((row) => ids[row] !== ids[row + 1]);
  });
}

/** The rows before the highest high, the lowest low and the largest volume, and before the largest move. */
function extremes({ close, high, low, volume }: Bars): readonly number[] {
  const moves = close.map((price, row) => Math.abs(Math.log(price / (close[row - 1] ?? price))));
  return [largest(high), largest(low.map((price) => -price)), largest(volume), largest(moves)].filter((row) => row > 0).map((row) => row - 1);
}

function largest(values: Float64Array): number {
  let best = -1;
  for (let row = 0; row < values.length; row++) if (values[row]! > (best < 0 ? Number.NEGATIVE_INFINITY : values[best]!)) best = row;
  return best;
}

/** Rows where a column takes another value, if it seldom does. */
function rareChanges(values: Float64Array): readonly number[] {
  const rows: number[] = [];
  for (let row = 1; row < values.length; row++) {
    if (values[row] === values[row - 1] || (Number.isNaN(values[row]!) && Number.isNaN(values[row - 1]!))) continue;
    rows.push(row);
    if (rows.length > RARE * values.length) return [];
  }
  return rows;
}
