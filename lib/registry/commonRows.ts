import type { OutOfFold } from "../evaluation/index.ts";
import { commonPositions } from "../evaluation/judge/commonRows.ts";
import type { Task } from "../models/index.ts";
import { RegistryError } from "./error.ts";

/** Forecasts in order of time, each moment once, as numbers whose squared error is the loss. [N] each */
export type Scored = {
  readonly task: Task;
  readonly closeTime: Float64Array;
  readonly actual: Float64Array;
  readonly forecast: Float64Array;
  /** What a forecaster without knowledge says: persistence of a number; of classes the share, or the class, that was most frequent in these very rows. */
  readonly naive: Float64Array;
};

/**
 * Out-of-fold forecasts as numbers to compare. Regression: as they are. Two classes: P(class 1) against 0 or 1, whose squared error is the Brier score.
 * More classes: 1 for a miss and 0 for a hit. A moment that several folds foretold gets the mean of their forecasts.
 */
export function scored(outOfFold: OutOfFold): Scored {
  const order = Array.from(outOfFold.closeTime.keys()).sort((a, b) => outOfFold.closeTime[a]! - outOfFold.closeTime[b]!);
  const moments: { time: number; rows: number[] }[] = [];
  for (const row of order) {
    const time = outOfFold.closeTime[row]!;
    if (moments.at(-1)?.time === time) moments.at(-1)!.rows.push(row);
    else moments.push({ time, rows: [row] });
  }
  const closeTime = Float64Array.from(moments, ({ time }) => time);
  const first = (values: Float64Array) => Float64Array.from(moments, ({ rows }) => values[rows[0]!]!);
  const mean = (value: (row: number) => number) => Float64Array.from(moments, ({ rows }) => rows.reduce((sum, row) => sum + value(row), 0) / rows.length);
  const actual = first(outOfFold.actual);
  const { task } = outOfFold;
  if (task === "regression") return { task, closeTime, actual, forecast: mean((row) => outOfFold.forecast[row]!), naive: first(outOfFold.previous) };
  const classes = classesOf(outOfFold);
  if (classes === 2) return { task, closeTime, actual, forecast: mean((row) => outOfFold.forecast[row]!), naive: new Float64Array(actual.length).fill(meanOf(actual)) };
  const usual = mostFrequent(actual, classes);
  return { task, closeTime, actual: new Float64Array(actual.length), forecast: mean((row) => (outOfFold.forecast[row] === outOfFold.actual[row] ? 0 : 1)), naive: actual.map((y) => (y === usual ? 0 : 1)) };
}

/** Both forecasts of the moments that both have; what came true must be the same in both. */
export function commonRows(one: Scored, other: Scored): { readonly actual: Float64Array; readonly one: Float64Array; readonly other: Float64Array } {
  const [a, b] = commonPositions([one.closeTime, other.closeTime]);
  const at = (values: Float64Array, positions: Int32Array) => Float64Array.from(positions, (n) => values[n]!);
  const [actual, again] = [at(one.actual, a!), at(other.actual, b!)];
  const differing = actual.findIndex((value, n) => value !== again[n]);
  if (differing >= 0) throw new RegistryError(`on ${new Date(one.closeTime[a![differing]!]!).toISOString()} the candidate's label came true as ${actual[differing]}, the champion's as ${again[differing]}: they were judged on different bars. Evaluate both on the same bars, then register them again.`);
  return { actual, one: at(one.forecast, a!), other: at(other.forecast, b!) };
}

function classesOf({ actual, label, probabilities }: OutOfFold): number {
  return probabilities?.classes ?? label.classes?.length ?? Math.max(1, ...actual) + 1;
}

function mostFrequent(actual: Float64Array, classes: number): number {
  const counts = new Float64Array(classes);
  for (const y of actual) counts[y]!++;
  return counts.indexOf(Math.max(...counts));
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
