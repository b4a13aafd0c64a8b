import { z } from "zod";
import type { Windows } from "../../windows/index.ts";
import { solveCholesky } from "./cholesky.ts";
import { ModelError } from "../error.ts";
import { checkWindows, requireWindows } from "../checkWindows.ts";
import { formOf, type FittedForecaster, type Forecaster, type WindowForm } from "../forecaster.ts";
import { bytesOfNumbers, configOf, numbersOfBytes, type SavedState } from "../savedState.ts";

/**
 * Ridge regression on the flattened window, P = T·F inputs. Hoerl & Kennard 1970.
 *   min over w, b of  Σ (y − x·w − b)² + α‖w‖²,  solved by (XᵀX + αI) w = Xᵀy
 * X and y are centred and X is scaled to unit variance on the training windows, so that α means the same for every column;
 * a constant input gets no weight.
 */
export function linear({ alpha = 1 }: { readonly alpha?: number } = {}): Forecaster {
  if (!(alpha >= 0)) throw new ModelError(`linear: alpha must be ≥ 0, got ${alpha}`);
  return {
    name: "linear",
    task: "regression",
    fit: async (train) => {
      requireWindows("linear", train);
      return fittedLinear(formOf(train), ridge(train, alpha));
    },
  };
}

type Line = { readonly weights: Float64Array; readonly intercept: number; /** Of the training inputs, from which contributions are measured. */ readonly mean: Float64Array };

const config = z.object({ inputs: z.number().int().positive(), intercept: z.number() });

/** A linear model from its saved state. */
export function restoreLinear(reads: WindowForm, state: SavedState): FittedForecaster {
  const { inputs, intercept } = configOf("linear", config, state);
  const numbers = numbersOfBytes("linear", "line.bin", state.files?.["line.bin"], 2 * inputs);
  return fittedLinear(reads, { weights: numbers.slice(0, inputs), intercept, mean: numbers.slice(inputs) });
}

function fittedLinear(reads: WindowForm, { intercept, mean, weights }: Line): FittedForecaster {
  return {
    name: "linear",
    task: "regression",
    reads,
    predict: (windows) => {
      checkWindows("linear", reads, windows);
      return project(windows, weights, intercept);
    },
    saved: async () => ({ kind: "linear", config: { inputs: weights.length, intercept }, files: { "line.bin": bytesOfNumbers(Float64Array.of(...weights, ...mean)) } }),
    dispose: () => undefined,
  };
}

function ridge({ count, inputs, targets }: Windows, alpha: number): Line {
  const width = inputs.length / count;
  const { mean, scale } = moments(inputs, count, width);
  const targetMean = targets.reduce((sum, y) => sum + y, 0) / count;
  const gram = new Float64Array(width * width);
  const moment = new Float64Array(width);
  const row = new Float64Array(width);
  for (let n = 0; n < count; n++) {
    for (let p = 0; p < width; p++) row[p] = (inputs[n * width + p]! - mean[p]!) * scale[p]!;
    const y = targets[n]! - targetMean;
    for (let p = 0; p < width; p++) {
      const x = row[p]!;
      moment[p]! += x * y;
      for (let q = 0; q <= p; q++) gram[p * width + q]! += x * row[q]!;
    }
  }
  // A constant input has an empty row: any diagonal gives it the weight 0.
  for (let p = 0; p < width; p++) gram[p * width + p]! += scale[p] === 0 ? 1 : alpha;
  const weights = solveCholesky(gram, moment).map((w, p) => w * scale[p]!);
  return { weights, intercept: targetMean - weights.reduce((sum, w, p) => sum + w * mean[p]!, 0), mean };
}

/** Mean, and one over the standard deviation (0 where the input is constant), of each input. out: [P] each */
function moments(inputs: Float32Array, count: number, width: number): { mean: Float64Array; scale: Float64Array } {
  const mean = new Float64Array(width);
  const squares = new Float64Array(width);
  for (let at = 0; at < inputs.length; at++) mean[at % width]! += inputs[at]! / count;
  for (let at = 0; at < inputs.length; at++) squares[at % width]! += (inputs[at]! - mean[at % width]!) ** 2 / count;
  return { mean, scale: squares.map((square, p) => (square > 1e-14 * mean[p]! ** 2 && square > 0 ? 1 / Math.sqrt(square) : 0)) };
}

function project({ count, inputs }: Windows, weights: Float64Array, intercept: number): Float64Array {
  const width = weights.length;
  const out = new Float64Array(count);
  for (let n = 0; n < count; n++) {
    let sum = intercept;
    for (let p = 0; p < width; p++) sum += inputs[n * width + p]! * weights[p]!;
    out[n] = sum;
  }
  return out;
}
