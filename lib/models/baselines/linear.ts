import { z } from "zod";
import type { Windows } from "../../windows/index.ts";
import { checkWindows, requireWindows } from "../checkWindows.ts";
import { ModelError } from "../error.ts";
import { formOf, type FittedForecaster, type Forecaster, type WindowForm } from "../forecaster.ts";
import { bytesOfNumbers, configOf, joined, numbersOfBytes, type SavedState } from "../savedState.ts";
import { shares } from "../shares.ts";
import { tabularInputs } from "../tabular.ts";
import { effectSizes, linearContributions, project } from "./linearTerms.ts";
import { ridge, type Line } from "./ridge.ts";

/** Penalties that are tried where the validation decides: a decade apart, from hardly any to one that leaves hardly a slope. */
const PENALTIES: readonly number[] = Array.from({ length: 9 }, (_, k) => 10 ** (k - 2));

/** Without validation windows nothing can decide. */
const UNDECIDED = 1;

export type LinearOptions = { /** α ≥ 0, or "validated": the one of 0.01, 0.1 … 10⁶ with the least squared error on the validation windows; 1 where there are none. */ readonly alpha?: number | "validated" };

/**
 * Ridge regression on the flattened window, P = T·F inputs. Hoerl & Kennard 1970.
 *   min over w, b of  Σ (y − x·w − b)² + α‖w‖²
 * X and y are centred and X is scaled to unit variance on the training windows, so that α means the same for every column;
 * a constant input gets no weight.
 */
export function linear({ alpha = "validated" }: LinearOptions = {}): Forecaster {
  if (alpha !== "validated" && !(alpha >= 0)) throw new ModelError(`linear: alpha must be ≥ 0 or "validated", got ${alpha}`);
  return {
    name: "linear",
    task: "regression",
    fit: async (train, validation, { signal }) => {
      signal?.throwIfAborted();
      requireWindows("linear", train, validation);
      const line = ridge(train);
      return fittedLinear(formOf(train), alpha === "validated" ? leastError(line, validation) : line(alpha));
    },
  };
}

/** Of equal errors the line with the greater penalty, which says less. */
function leastError(line: (alpha: number) => Line, { count, inputs, targets }: Windows): Line {
  if (count === 0) return line(UNDECIDED);
  let best = { error: Infinity, line: line(UNDECIDED) };
  for (const alpha of PENALTIES) {
    const tried = line(alpha);
    const error = project(inputs, count, tried.weights, tried.intercept).reduce((sum, forecast, n) => sum + (forecast - targets[n]!) ** 2, 0);
    if (error <= best.error) best = { error, line: tried };
  }
  return best.line;
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
