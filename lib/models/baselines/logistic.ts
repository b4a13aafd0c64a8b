import { z } from "zod";
import type { Windows } from "../../windows/index.ts";
import { balancedWeights, checkClasses } from "../checkClasses.ts";
import { checkWindows, requireWindows } from "../checkWindows.ts";
import { classForecasts, softmaxRows } from "../classifierAnswers.ts";
import { ModelError } from "../error.ts";
import { formOf, type FittedForecaster, type Forecaster, type Probabilities, type WindowForm } from "../forecaster.ts";
import { bytesOfNumbers, configOf, joined, numbersOfBytes, type SavedState } from "../savedState.ts";
import { shares } from "../shares.ts";
import { tabular, tabularInputs, type Steps } from "../tabular.ts";
import { effectSizes, inputMoments, linearContributions, project, type InputMoments } from "./linearTerms.ts";
import { minimise } from "./minimise.ts";
import { logisticLoss } from "./logisticLoss.ts";

export type LogisticConfig = {
  /** Strength of the penalty on the weights. Default 1. */
  readonly alpha?: number;
  /** "balanced": all classes weigh the same, however rare. Default "equal": all windows do. */
  readonly classWeights?: "equal" | "balanced";
  /** K, where training may lack the last class. */
  readonly classes?: number;
  /** Last steps of the window that are read. Default 1. */
  readonly steps?: Steps;
};

/**
 * Logistic regression of K classes on the last steps of the window. Hastie, Tibshirani & Friedman 2009, §4.4.
 *   P(k | x) = exp(x·w_k + b_k) / Σ_j exp(x·w_j + b_j)
 *   min over w, b of  −Σ v_n log P(y_n | x_n) + α/2 ‖w‖²,  v_n the weight of the window's class
 * Two classes have one line, that of class 1. X is centred and scaled to unit variance on the training windows; a constant input gets no weight.
 */
export function logistic({ alpha = 1, classes, classWeights = "equal", steps = 1 }: LogisticConfig = {}): Forecaster {
  if (!(alpha > 0)) throw new ModelError(`logistic: alpha must be > 0, got ${alpha}: classes that a line can part have no finite weights without it`);
  return {
    name: "logistic",
    task: "classification",
    fit: async (train, validation, { signal }) => {
      signal?.throwIfAborted();
      requireWindows("logistic", train, validation);
      const count = checkClasses("logistic", train, classes);
      const weightOf = classWeights === "balanced" ? balancedWeights(train, count) : new Float64Array(count).fill(1);
      return fittedLogistic(formOf(train), steps, await lines(train, { alpha, classes: count, signal, steps, weightOf }));
    },
  };
}

/** One line a class, or that of class 1 alone where there are two. */
type Lines = InputMoments & { readonly classes: number; /** [L·P] */ readonly weights: Float64Array; /** [L] */ readonly intercepts: Float64Array };

const config = z.object({ classes: z.number().int().min(2), inputs: z.number().int().positive(), steps: z.union([z.number().int().positive(), z.literal("all")]) });

/** A logistic model from its saved state. */
export function restoreLogistic(reads: WindowForm, state: SavedState): FittedForecaster {
  const { classes, inputs, steps } = configOf("logistic", config, state);
  const count = linesOf(classes);
  const numbers = numbersOfBytes("logistic", "lines.bin", state.files?.["lines.bin"], 2 * inputs + count * (inputs + 1));
  const [mean, scale, rest] = [numbers.slice(0, inputs), numbers.slice(inputs, 2 * inputs), numbers.slice(2 * inputs)];
  return fittedLogistic(reads, steps, { classes, mean, scale, weights: rest.slice(0, count * inputs), intercepts: rest.slice(count * inputs) });
}

function fittedLogistic(reads: WindowForm, steps: Steps, model: Lines): FittedForecaster {
  const { classes, intercepts, mean, scale, weights } = model;
  const inputs = tabularInputs(reads, steps);
  const line = (k: number) => weights.subarray(k * inputs.length, (k + 1) * inputs.length);
  const probabilities = (windows: Windows): Probabilities => {
    checkWindows("logistic", reads, windows);
    const { values } = tabular(windows, steps);
    const scores = new Float64Array(windows.count * classes);
    for (let k = 0; k < intercepts.length; k++) {
      const of = classes === 2 ? 1 : k;
      project(values, windows.count, line(k), intercepts[k]!).forEach((score, n) => (scores[n * classes + of] = score));
    }
    return { classes, values: softmaxRows(scores, classes) };
  };
  return {
    name: "logistic",
    task: "classification",
    reads,
    predict: (windows) => classForecasts(probabilities(windows)),
    probabilities,
    importance: () => {
      const sizes = intercepts.reduce((sum, _, k) => effectSizes(line(k), scale).map((size, p) => size + sum[p]!), new Float64Array(inputs.length));
      return shares(inputs, sizes);
    },
    contributions: (windows) => {
      checkWindows("logistic", reads, windows);
      if (classes !== 2) throw new ModelError(`logistic: contributions are to the log-odds of two classes, this model has ${classes}`);
      const base = weights.reduce((sum, w, p) => sum + w * mean[p]!, intercepts[0]!);
      return { inputs, values: linearContributions(tabular(windows, steps).values, weights, mean), base, scale: "logOdds" };
    },
    saved: async () => ({ kind: "logistic", config: { classes, inputs: inputs.length, steps }, files: { "lines.bin": bytesOfNumbers(joined(mean, scale, weights, intercepts)) } }),
    dispose: () => undefined,
  };
}

type Fit = { readonly alpha: number; readonly classes: number; readonly steps: Steps; readonly weightOf: Float64Array; readonly signal: AbortSignal | undefined };

/** Fits the lines to standardised inputs and gives them back for the inputs as they are. */
async function lines(train: Windows, { alpha, classes, signal, steps, weightOf }: Fit): Promise<Lines> {
  const { values, width } = tabular(train, steps);
  const { mean, scale } = inputMoments(values, train.count, width);
  const standardised = Float64Array.from(values, (x, at) => (x - mean[at % width]!) * scale[at % width]!);
  const count = linesOf(classes);
  const objective = logisticLoss({ inputs: standardised, targets: train.targets, width, lines: count, weightOf, alpha });
  const found = await minimise(objective, new Float64Array(count * (width + 1)), { signal });
  const weights = Float64Array.from({ length: count * width }, (_, at) => found[Math.floor(at / width) * (width + 1) + (at % width)]! * scale[at % width]!);
  const intercepts = Float64Array.from({ length: count }, (_, k) => {
    let intercept = found[k * (width + 1) + width]!;
    for (let p = 0; p < width; p++) intercept -= weights[k * width + p]! * mean[p]!;
    return intercept;
  });
  return { classes, mean, scale, weights, intercepts };
}

function linesOf(classes: number): number {
  return classes === 2 ? 1 : classes;
}
