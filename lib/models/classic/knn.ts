import { z } from "zod";
import type { Windows } from "../../windows/index.ts";
import { balancedWeights, checkClasses } from "../checkClasses.ts";
import { checkWindows, requireWindows } from "../checkWindows.ts";
import { classForecasts } from "../classifierAnswers.ts";
import { ModelError } from "../error.ts";
import { formOf, type FittedForecaster, type Forecaster, type Probabilities, type Quantiles, type Task, type WindowForm } from "../forecaster.ts";
import { bytesOfNumbers, configOf, floatsOfBytes, type SavedState } from "../savedState.ts";
import { tabular, tabularInputs, type Steps } from "../tabular.ts";
import { neighbourSearch, type Nearest } from "./neighbours.ts";
import { weightedQuantile } from "./weightedQuantile.ts";

export type KnnConfig = {
  /** Default regression. */
  readonly task?: Task;
  /** K; all training windows where there are fewer. Default 20. */
  readonly neighbours?: number;
  /** "uniform": each neighbour counts the same. "distance": by one over its distance; those at distance 0 alone, where there are any. Default "uniform". */
  readonly weights?: "uniform" | "distance";
  /** "balanced": all classes weigh the same, however rare. Default "equal". */
  readonly classWeights?: "equal" | "balanced";
  /** Number of classes, where training may lack the last. */
  readonly classes?: number;
  /** Quantiles that a regression tells, ascending. Default 0.1, 0.5, 0.9. */
  readonly levels?: readonly number[];
  /** Last steps of the window that are read. Default 1. */
  readonly steps?: Steps;
};

/**
 * K nearest neighbours by Euclidean distance on the last steps of the window. Cover & Hart 1967, https://doi.org/10.1109/TIT.1967.1053964.
 *   ŷ = Σ v_k y_k / Σ v_k over the K nearest training windows; of classes, P(c) = Σ_{y_k = c} v_k / Σ v_k
 * Columns of larger numbers weigh more: standardise them before, on the training rows. Of equally far windows the first is taken.
 */
export function knn({ task = "regression", neighbours = 20, weights = "uniform", classWeights = "equal", classes, levels = [0.1, 0.5, 0.9], steps = 1 }: KnnConfig = {}): Forecaster {
  if (!(Number.isInteger(neighbours) && neighbours >= 1)) throw new ModelError(`knn: neighbours must be a whole number ≥ 1, got ${neighbours}`);
  if (!levels.every((level, q) => level > (levels[q - 1] ?? 0) && level < 1)) throw new ModelError(`knn: levels must ascend between 0 and 1, got ${levels.join(", ")}`);
  return {
    name: "knn",
    task,
    fit: async (train, validation, { signal }) => {
      signal?.throwIfAborted();
      requireWindows("knn", train, validation);
      const count = task === "classification" ? checkClasses("knn", train, classes) : 0;
      const weightOf = classWeights === "balanced" ? balancedWeights(train, count) : new Float64Array(count).fill(1);
      const settings = { task, neighbours, weights, steps, levels: [...levels], weightOf: Array.from(weightOf) };
      return fittedKnn(formOf(train), settings, tabular(train, steps).values.slice(), train.targets.slice());
    },
  };
}

const settings = z.object({
  task: z.enum(["regression", "classification"]),
  neighbours: z.number().int().positive(),
  weights: z.enum(["uniform", "distance"]),
  steps: z.union([z.number().int().positive(), z.literal("all")]),
  levels: z.array(z.number()),
  /** By class; empty in regression. */
  weightOf: z.array(z.number()),
});
type Settings = z.infer<typeof settings>;
const config = z.object({ settings, count: z.number().int().positive() });

/** A model of neighbours from its saved state. */
export function restoreKnn(reads: WindowForm, state: SavedState): FittedForecaster {
  const { count, settings: known } = configOf("knn", config, state);
  const width = tabularInputs(reads, known.steps).length;
  return fittedKnn(reads, known, floatsOfBytes("knn", "inputs.bin", state.files?.["inputs.bin"], count * width), floatsOfBytes("knn", "targets.bin", state.files?.["targets.bin"], count));
}

function fittedKnn(reads: WindowForm, known: Settings, table: Float32Array, targets: Float32Array): FittedForecaster {
  const { levels, neighbours, steps, task, weightOf, weights } = known;
  const search = neighbourSearch(table, tabularInputs(reads, steps).length, neighbours);
  const each = (windows: Windows, tell: (nearest: Nearest, shares: Float64Array, n: number) => void) => {
    checkWindows("knn", reads, windows);
    const { values } = tabular(windows, steps);
    for (let n = 0; n < windows.count; n++) {
      const nearest = search(values, n);
      tell(nearest, neighbourWeights(nearest.distances, weights), n);
    }
  };
  const mean = (windows: Windows): Float64Array => {
    const out = new Float64Array(windows.count);
    each(windows, ({ rows }, share, n) => {
      let [sum, whole] = [0, 0];
      for (let k = 0; k < rows.length; k++) {
        sum += share[k]! * targets[rows[k]!]!;
        whole += share[k]!;
      }
      out[n] = sum / whole;
    });
    return out;
  };
  const quantiles = (windows: Windows): Quantiles => {
    const values = new Float64Array(windows.count * levels.length);
    each(windows, ({ rows }, share, n) => values.set(weightedQuantile(Float64Array.from(rows, (row) => targets[row]!), share, levels), n * levels.length));
    return { levels, values };
  };
  const probabilities = (windows: Windows): Probabilities => {
    const classes = weightOf.length;
    const values = new Float64Array(windows.count * classes);
    each(windows, ({ rows }, share, n) => {
      const votes = values.subarray(n * classes, (n + 1) * classes);
      for (let k = 0; k < rows.length; k++) votes[targets[rows[k]!]!]! += share[k]! * weightOf[targets[rows[k]!]!]!;
      const whole = votes.reduce((sum, vote) => sum + vote, 0);
      for (let c = 0; c < classes; c++) votes[c]! /= whole;
    });
    return { classes, values };
  };
  return {
    name: "knn",
    task,
    reads,
    ...(task === "regression" ? { predict: mean, quantiles } : { predict: (windows) => classForecasts(probabilities(windows)), probabilities }),
    saved: async () => ({ kind: "knn", config: { settings: known, count: targets.length }, files: { "inputs.bin": bytesOfNumbers(table), "targets.bin": bytesOfNumbers(targets) } }),
    dispose: () => undefined,
  };
}

function neighbourWeights(distances: Float64Array, weights: Settings["weights"]): Float64Array {
  if (weights === "uniform") return distances.map(() => 1);
  return distances[0] === 0 ? distances.map((distance) => (distance === 0 ? 1 : 0)) : distances.map((distance) => 1 / distance);
}
