import { INTERVAL_MILLIS } from "../../market/barTime.ts";
import type { Bars } from "../../market/bars.ts";
import { randomStream, shuffledIndices, split, type RandomKey } from "../../random/index.ts";
import type { RowRange } from "../split.ts";
import type { Table } from "./inquiry.ts";
import { countUpTo, type Panel } from "./panel.ts";

/** Where the future is cut off: what closes at moment `at` of the clock and later is taken away or changed. */
export type Cut = { readonly test: "truncation" | "future perturbation"; readonly at: number };

/** A piece of the history, moments `from` .. `to`, and cuts in it: what they cost is small, and so there may be many. */
export type Piece = { readonly from: number; readonly to: number; readonly cuts: readonly Cut[] };

export type CutPlan = { readonly whole: readonly Cut[]; readonly guided: readonly Piece[]; readonly run: Piece };

export type CutOptions = { readonly cuts: number; readonly key: RandomKey; readonly truncate: boolean };

/** Neighbouring cuts for each random one: with twelve, a year of daily bars. Fewer, down to a third, where there are many columns to make each time. */
const RUN = 22;
const COLUMNS_MADE = 30_000;
/** Share of rows up to which a change of value is rare. */
const RARE = 0.05;
/** Moments in a piece before the first cut beside the warm-up, and behind the last one. */
const MARGIN = 32;

/**
 * Where a leak would show. On the whole history: at random, one cut in each equal part, near the start, where warm-ups are filled, and before the last rows.
 * On pieces of it: behind gaps, ends of days, weeks, months and years, extreme bars, and rows where a column changes that seldom does.
 * Last, a run of neighbouring cuts somewhere: it finds what happens at least once in so many rows.
 */
export function chooseCuts(panel: Panel, clock: Float64Array, table: Table, judged: RowRange, { cuts, key, truncate }: CutOptions): CutPlan {
  const count = clock.length;
  const { uniform } = randomStream(split(key, "cuts"));
  const spread = () => Array.from({ length: cuts }, (_, k) => judged.from + 1 + Math.floor(((k + uniform()) / cuts) * (judged.to - judged.from)));
  const early = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233].map((step) => judged.from + step);
  const late = [1, 2, 3, 4].map((step) => count - step);
  const sample = (found: readonly number[], most: number, name: string): readonly number[] => Array.from(shuffledIndices(found.length, split(key, name)).subarray(0, most), (k) => found[k]!);
  const at = (rows: readonly number[], { closeTime }: Bars) => rows.map((row) => countUpTo(clock, closeTime[row]!));
  const assets = Object.values(panel);
  const gaps = assets.flatMap((bars) => at(sample(missingEnds(bars), cuts, `gaps of ${bars.symbol}`), bars));
  const turns = assets.flatMap((bars) => [
    ...at(sample(pauses(bars), 4, `pauses of ${bars.symbol}`), bars),
    ...at(extremes(bars), bars),
    ...boundaries(bars).flatMap((ends, k) => at(sample(ends, 4, `boundaries ${k} of ${bars.symbol}`), bars)),
  ]);
  const events = [...table.values()].flatMap(({ name, symbol, values }) => at(sample(rareChanges(values), 1, `${symbol} ${name}`), panel[symbol]!));
  const made = (test: Cut["test"], places: readonly number[]): readonly Cut[] =>
    [...new Set(places)].filter((place) => place > judged.from && place > 0 && place < count).sort((a, b) => a - b).map((place) => ({ test, at: place }));
  const warmUp = longestWarmUp(panel, clock, table);
  const guided = made("future perturbation", [...early, ...gaps, ...sample(turns, 2 * cuts, "turns"), ...sample([...new Set(events)], cuts, "events")]);
  return {
    whole: [...(truncate ? made("truncation", [...spread(), ...early, ...late]) : []), ...made("future perturbation", [...spread(), ...late.slice(0, 1)])],
    guided: piecesOf(guided, warmUp + MARGIN, judged, count),
    run: chooseRun(judged, count, warmUp, { length: Math.max(Math.ceil((RUN * cuts) / 3), Math.min(RUN * cuts, Math.floor(COLUMNS_MADE / table.size))), chance: uniform(), test: truncate ? "truncation" : "future perturbation" }),
  };
}

/** Cuts near one another share a piece. What was fitted on the rows before `judged` must be given all of them: then a piece begins where the history does. */
function piecesOf(cuts: readonly Cut[], before: number, judged: RowRange, count: number): readonly Piece[] {
  const pieces: { from: number; to: number; cuts: Cut[] }[] = [];
  for (const cut of cuts) {
    const last = pieces.at(-1);
    const from = judged.from > 0 ? 0 : Math.max(0, cut.at - before);
    const to = Math.min(count - 1, cut.at + MARGIN);
    const isNear = last !== undefined && (from === last.from || cut.at - last.cuts[0]!.at <= MARGIN);
    if (isNear) {
      last.cuts.push(cut);
      last.to = to;
    } else pieces.push({ from, to, cuts: [cut] });
  }
  return pieces.map((piece) => (3 * (piece.to - piece.from) > count ? { ...piece, from: 0, to: count - 1 } : piece));
}

/** Neighbouring cuts at a random place, behind the longest warm-up. */
function chooseRun(judged: RowRange, count: number, warmUp: number, { chance, length: wanted, test }: { length: number; chance: number; test: Cut["test"] }): Piece {
  const end = Math.min(count - 1, judged.to);
  const length = Math.min(wanted, Math.max(0, end - judged.from - 1));
  const least = Math.min(judged.from + length + warmUp, end);
  const to = judged.from > 0 ? least : least + Math.floor(chance * (end - least + 1));
  const from = judged.from > 0 ? 0 : Math.max(0, to - length - warmUp - MARGIN);
  return { from, to, cuts: Array.from({ length }, (_, k) => ({ test, at: to - k })) };
}

/** The longest warm-up of those that leave a third of the history, in moments of the clock. */
function longestWarmUp(panel: Panel, clock: Float64Array, table: Table): number {
  let longest = 0;
  for (const { symbol, values } of table.values()) {
    const first = firstValue(values);
    const moment = first < 0 ? 0 : countUpTo(clock, panel[symbol]!.closeTime[first]!);
    if (3 * moment <= 2 * clock.length) longest = Math.max(longest, moment);
  }
  return longest;
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
