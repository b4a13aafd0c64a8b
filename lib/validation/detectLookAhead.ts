import { column, type Columns } from "../factors/index.ts";
import { formatBarTime } from "../market/barTime.ts";
import { mapBars, sliceBars, type Bars } from "../market/bars.ts";
import { randomStream, split, type RandomKey } from "../random/index.ts";
import { ValidationError } from "./error.ts";
import type { LookAheadFinding } from "./lookAheadFinding.ts";
import { perturbFuture } from "./perturbFuture.ts";
import type { RowRange } from "./split.ts";

/** Anything that turns bars into one number a bar: factors, scaled columns, labels, forecasts, signals. */
export type ColumnMaker = (bars: Bars) => Columns;

export type LookAheadOptions = {
  readonly key: RandomKey;
  /** Rows that are judged. All, unless something was fitted: then the rows behind the fold it was fitted on. */
  readonly rows?: RowRange;
  /** Random cuts of each test, besides the fixed ones near the start, at gaps and at the end. */
  readonly cuts?: number;
  /** Difference that counts, as a share of the column's largest value. */
  readonly tolerance?: number;
};

type Test = LookAheadFinding["test"];

/**
 * Columns whose value at some row depends on later bars; at most one finding a column, the one that looks furthest.
 * Truncation test: the rows from a cut on are taken away; what came before must stay. Perturbation test: they are changed instead.
 * A clean answer is evidence, not proof: each test looks at its cuts only. The same key looks at the same cuts.
 */
export function detectLookAhead(makeColumns: ColumnMaker, bars: Bars, { key, rows, cuts = 12, tolerance = 1e-9 }: LookAheadOptions): readonly LookAheadFinding[] {
  const count = bars.closeTime.length;
  const judged = rows ?? { from: 0, to: count };
  if (!(judged.from >= 0 && judged.from < judged.to && judged.to <= count)) throw new ValidationError(`detectLookAhead: rows ${judged.from}..${judged.to} do not lie in the ${count} rows of ${bars.symbol}`);
  const whole = make(makeColumns, bars, count);
  const again = make(makeColumns, bars, count);
  for (const name of whole.names) {
    if (firstDifference(whole, again, name, judged, 0) >= 0) throw new ValidationError(`detectLookAhead: column "${name}" differs when it is computed twice from the same bars. Give the function a seed, so that it repeats itself.`);
  }
  const differs = (test: Test, cut: number): Columns => {
    const seen = test === "truncation" ? sliceBars(bars, 0, cut) : perturbFuture(bars, cut, split(key, `future ${cut}`));
    return make(makeColumns, seen, seen.closeTime.length);
  };
  const worst = new Map<string, LookAheadFinding>();
  for (const { test, cut } of chooseCuts(bars, judged, cuts, key)) {
    const partial = differs(test, cut);
    for (const name of whole.names) {
      const row = firstDifference(whole, partial, name, { from: judged.from, to: Math.min(cut, judged.to) }, tolerance);
      if (row < 0 || !looksFurther(row, cut - row, worst.get(name))) continue;
      const where = { row, date: formatBarTime(bars.closeTime[row]!) };
      worst.set(name, { code: "look-ahead", test, column: name, where, barsAhead: cut - row, expected: column(partial, name)[row]!, got: column(whole, name)[row]! });
    }
  }
  return [...worst.values()].map((finding) => ({ ...finding, barsAhead: reach(finding, count, (cut) => firstDifference(whole, differs("future perturbation", cut), finding.column, { from: finding.where.row, to: finding.where.row + 1 }, tolerance) >= 0) }));
}

/** Of two findings the one that sees further is kept; of equals the one at the earlier row. */
function looksFurther(row: number, barsAhead: number, known: LookAheadFinding | undefined): boolean {
  return known === undefined || barsAhead > known.barsAhead || (barsAhead === known.barsAhead && row < known.where.row);
}

/** Furthest bar whose change still changes the row, by halving: if a later cut shows the leak, so does every earlier one. */
function reach({ barsAhead, where }: LookAheadFinding, count: number, leaksAt: (cut: number) => boolean): number {
  let sure = where.row + barsAhead;
  let beyond = count;
  while (beyond - sure > 1) {
    const middle = (sure + beyond) >> 1;
    if (leaksAt(middle)) sure = middle;
    else beyond = middle;
  }
  return sure - where.row;
}

/**
 * Where the past is cut off. Near the start, where warm-ups are filled; behind the beginning of gaps; at random; before the last row.
 * Truncation keeps at least two thirds of the rows, since what is computed may need a number of bars.
 */
function chooseCuts(bars: Bars, judged: RowRange, cuts: number, key: RandomKey): readonly { readonly test: Test; readonly cut: number }[] {
  const count = bars.closeTime.length;
  const { uniform } = randomStream(split(key, "cuts"));
  const early = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233].map((step) => judged.from + step);
  const gaps = Array.from(bars.close.keys()).filter((t) => Number.isNaN(bars.close[t]!) && !Number.isNaN(bars.close[t - 1]!)).map((t) => t + 1).slice(0, cuts);
  const random = Array.from({ length: cuts }, () => judged.from + 1 + Math.floor(uniform() * (judged.to - judged.from)));
  const late = Array.from({ length: cuts }, () => Math.floor((2 + uniform()) * (count / 3)));
  const perturbed = [...early, ...gaps, ...random, count - 1].map((cut) => ({ test: "future perturbation" as const, cut }));
  const truncated = [...gaps.filter((cut) => 3 * cut >= 2 * count), ...late, count - 1].map((cut) => ({ test: "truncation" as const, cut }));
  return [...truncated, ...perturbed].filter(({ cut }) => cut > judged.from && cut > 0 && cut < count);
}

/** Columns of a copy of the bars, so that a function that writes into them changes nothing here. */
function make(makeColumns: ColumnMaker, bars: Bars, count: number): Columns {
  const columns = makeColumns(mapBars(bars, (values) => values.slice()));
  for (const name of columns.names) {
    const { length } = column(columns, name);
    if (length !== count) throw new ValidationError(`detectLookAhead: from ${count} bars the function made ${length} values of "${name}". It must return one value a bar.`);
  }
  return columns;
}

/** First row of the range where two tables differ in a column, −1 if none does. Two missing values are equal. */
function firstDifference(whole: Columns, partial: Columns, name: string, { from, to }: RowRange, tolerance: number): number {
  const a = column(whole, name);
  const b = column(partial, name);
  let largest = 0;
  for (let t = 0; t < a.length; t++) if (Math.abs(a[t]!) > largest && Number.isFinite(a[t]!)) largest = Math.abs(a[t]!);
  for (let t = from; t < to; t++) {
    if (a[t] === b[t] || (Number.isNaN(a[t]!) && Number.isNaN(b[t]!))) continue;
    if (!(Math.abs(a[t]! - b[t]!) <= tolerance * largest)) return t;
  }
  return -1;
}
