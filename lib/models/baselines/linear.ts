import { z } from "zod";
import { checkWindows, requireWindows } from "../checkWindows.ts";
import { ModelError } from "../error.ts";
import { formOf, type FittedForecaster, type Forecaster, type WindowForm } from "../forecaster.ts";
import { bytesOfNumbers, configOf, joined, numbersOfBytes, type SavedState } from "../savedState.ts";
import { shares } from "../shares.ts";
import { tabularInputs } from "../tabular.ts";
import { effectSizes, linearContributions, project } from "./linearTerms.ts";
import { ridge, type Line } from "./ridge.ts";

/**
 * Ridge regression on the flattened window, P = T·F inputs. Hoerl & Kennard 1970.
 *   min over w, b of  Σ (y − x·w − b)² + α‖w‖²
 * X and y are centred and X is scaled to unit variance on the training windows, so that α means the same for every column;
 * a constant input gets no weight.
 */
export function linear({ alpha = 1 }: { readonly alpha?: number } = {}): Forecaster {
  if (!(alpha >= 0)) throw new ModelError(`linear: alpha must be ≥ 0, got ${alpha}`);
  return {
    name: "linear",
    task: "regression",
    fit: async (train, validation, { signal }) => {
      signal?.throwIfAborted();
      requireWindows("linear", train, validation);
      return fittedLinear(formOf(train), ridge(train, alpha));
    },
  };
}

const config = z.object({ inputs: z.number().int().positive(), intercept: z.number() });

/** A linear model from its saved state. */
export function restoreLinear(reads: WindowForm, state: SavedState): FittedForecaster {
  const { inputs, intercept } = configOf("linear", config, state);
  const numbers = numbersOfBytes("linear", "line.bin", state.files?.["line.bin"], 3 * inputs);
  const [weights, mean, scale] = [0, 1, 2].map((part) => numbers.slice(part * inputs, (part + 1) * inputs));
  return fittedLinear(reads, { weights: weights!, intercept, mean: mean!, scale: scale! });
}

function fittedLinear(reads: WindowForm, { intercept, mean, scale, weights }: Line): FittedForecaster {
  const inputs = tabularInputs(reads, "all");
  return {
    name: "linear",
    task: "regression",
    reads,
    predict: (windows) => {
      checkWindows("linear", reads, windows);
      return project(windows.inputs, windows.count, weights, intercept);
    },
    importance: () => shares(inputs, effectSizes(weights, scale)),
    contributions: (windows) => {
      checkWindows("linear", reads, windows);
      const base = weights.reduce((sum, w, p) => sum + w * mean[p]!, intercept);
      return { inputs, values: linearContributions(windows.inputs, weights, mean), base, scale: "target" };
    },
    saved: async () => ({ kind: "linear", config: { inputs: weights.length, intercept }, files: { "line.bin": bytesOfNumbers(joined(weights, mean, scale)) } }),
    dispose: () => undefined,
  };
}
