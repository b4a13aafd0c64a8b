import { columnsOf } from "../../factors/columns.ts";
import { nextLogReturn, nextRise } from "../../labels/index.ts";
import type { Bars } from "../../market/bars.ts";
import type { Task } from "../../models/index.ts";
import { randomKey, randomStream, split } from "../../random/index.ts";
import { datasetOf, type Dataset } from "../dataset/dataset.ts";
import { EvaluationError } from "../error.ts";

export const PLANTED_KINDS = ["edge", "regime", "none"] as const;
export type PlantedKind = (typeof PLANTED_KINDS)[number];

/** A market whose best forecast is known. */
export type PlantedMarket = {
  readonly bars: Bars;
  /** Columns signal, regime, log_return_1 (of the bar itself; it says nothing of the next), noise_1, noise_2; the label is the next log return, or for classifiers the next rise. */
  readonly dataset: Dataset;
  /** The best forecast of the next log return, its mean given the columns. [T] */
  readonly optimal: Float64Array;
  /** Correlation of the best forecast with the return: the strength, or 0. */
  readonly informationCoefficient: number;
  /** Skill of the best forecast against "no change": 1 − √(1 − strength²). */
  readonly skill: number;
};

const DAY = 86_400_000;
const VOLATILITY = 0.01;
/** Chance that the regime changes from one bar to the next: it lasts 50 bars. */
const CHANGE = 0.02;

/**
 * A synthetic market with a planted truth; x, z and the noise columns are standard normal, g = ±1 is a regime that changes with chance 0.02 a bar.
 *   edge    r_{t+1} = 0.01·(s·x_t + √(1 − s²)·z)        what the column "signal" says, a line can find
 *   regime  r_{t+1} = 0.01·(s·g_t·x_t + √(1 − s²)·z)    "signal" counts with the sign of "regime": no line can find it
 *   none    r_{t+1} = 0.01·z                            nothing can be found
 * `strength` s is the correlation of the best forecast with the return, 0 ≤ s < 1; `bars` rows, one a day.
 */
export function plantedMarket({ bars: rows = 2400, kind, seed, strength = 0.4, task = "regression" }: { readonly kind: PlantedKind; readonly seed: number; readonly strength?: number; readonly bars?: number; readonly task?: Task }): PlantedMarket {
  if (!(strength >= 0 && strength < 1)) throw new EvaluationError(`plantedMarket: strength must lie from 0 to below 1, got ${strength}`);
  if (!Number.isInteger(rows) || rows < 3) throw new EvaluationError(`plantedMarket: bars must be a whole number ≥ 3, got ${rows}`);
  const key = split(randomKey(seed), "planted market");
  const drawn = (name: string) => Float64Array.from({ length: rows }, randomStream(split(key, name)).normal);
  const { uniform } = randomStream(split(key, "regime"));
  let g = uniform() < 0.5 ? -1 : 1;
  const regime = Float64Array.from({ length: rows }, () => (g = uniform() < CHANGE ? -g : g));
  const [signal, news] = [drawn("signal"), drawn("news")];
  const s = kind === "none" ? 0 : strength;
  const optimal = signal.map((x, t) => VOLATILITY * s * x * (kind === "regime" ? regime[t]! : 1));
  const closeTime = Float64Array.from({ length: rows }, (_, t) => Date.UTC(2000, 0, 1) + (t + 1) * DAY - 1);
  let level = Math.log(100);
  const close = Float64Array.from({ length: rows }, (_, t) => Math.exp(t === 0 ? level : (level += optimal[t - 1]! + VOLATILITY * Math.sqrt(1 - s * s) * news[t]!)));
  const bars: Bars = { symbol: `PLANTED-${kind}`, interval: "1d", provenance: `planted ${kind} of strength ${s}, seed ${seed}: no market`, closeTime, open: close, high: close, low: close, close, volume: new Float64Array(rows).fill(1) };
  const columns = columnsOf(closeTime, { signal, regime, log_return_1: close.map((price, t) => (t === 0 ? 0 : Math.log(price / close[t - 1]!))), noise_1: drawn("noise 1"), noise_2: drawn("noise 2") });
  const label = task === "classification" ? nextRise(bars) : nextLogReturn(bars);
  return { bars, dataset: datasetOf({ bars, columns, label }), optimal, informationCoefficient: s, skill: 1 - Math.sqrt(1 - s * s) };
}
