import type { LayersModel } from "../../tensorflow/index.ts";
import type { Windows } from "../../windows/index.ts";
import { ModelError } from "../error.ts";
import { readAt } from "./readAt.ts";

/** The lag that a network chose for each window. */
export type LagReadout = {
  readonly maxLag: number;
  /** Shares of lags 1 .. L; each row adds up to 1. [N·L] row by row */
  readonly mask: Float64Array;
  /** Mean share of each lag over the windows. [L] */
  readonly mean: Float64Array;
  /** Mean lag by these shares. [N] */
  readonly expected: Float64Array;
  /** Its exponential mean over the windows so far. [N] */
  readonly smoothed: Float64Array;
  /** The smoothed lag as a whole number, 1 .. L. [N] */
  readonly rounded: Int32Array;
};

/**
 * Reads out the lag of a network that `dynamicLag` or `dynamicLagLstm` built. Rounding is for the reader alone: the network learns by its soft mask.
 * e_n = Σ_ℓ ℓ m_ℓ      s_n = s_{n−1} + 2/(span + 1) (e_n − s_{n−1})      windows in the order of time; span 1 does not smooth
 */
export function lagsOf(model: LayersModel, windows: Windows, { span = 5 }: { readonly span?: number } = {}): LagReadout {
  if (!(span >= 1)) throw new ModelError(`lagsOf: span must be ≥ 1, got ${span}`);
  const layer = model.layers.find(({ name }) => name === "lag_mask");
  if (!layer) throw new ModelError(`lagsOf: "${model.name}" chooses no lag; its layers are ${model.layers.map(({ name }) => name).join(", ")}. Give a network of dynamicLag or dynamicLagLstm.`);
  const mask = readAt(model, layer.output, windows);
  const maxLag = mask.length / windows.count;
  const mean = Float64Array.from({ length: maxLag }, (_, k) => mask.reduce((sum, share, at) => (at % maxLag === k ? sum + share / windows.count : sum), 0));
  const expected = Float64Array.from({ length: windows.count }, (_, n) => mask.subarray(n * maxLag, (n + 1) * maxLag).reduce((sum, share, k) => sum + (k + 1) * share, 0));
  const smoothed = expected.slice();
  for (let n = 1; n < smoothed.length; n++) smoothed[n] = smoothed[n - 1]! + (2 / (span + 1)) * (expected[n]! - smoothed[n - 1]!);
  return { maxLag, mask, mean, expected, smoothed, rounded: Int32Array.from(smoothed, Math.round) };
}
