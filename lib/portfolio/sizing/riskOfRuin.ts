import { twoSidedP } from "../../analysis/normal.ts";
import { checkNumber } from "../weights.ts";

export type RuinOptions = {
  /** Position in the returns, 1 is all of the equity. Default 1. */
  readonly leverage?: number;
  /** Loss from the start that counts as ruin, a share. Default 0.5. */
  readonly loss?: number;
  /** Rows looked ahead. Default: for ever. */
  readonly horizon?: number;
  /** "always": the equity is watched without a pause, as the formula has it. "closes": once a row, which sees fewer falls. Default "always". */
  readonly watched?: "always" | "closes";
};

/** −ζ(½)/√(2π): how far, in standard deviations of a row, a path seen once a row is past a barrier when it is first seen there. Broadie, Glasserman and Kou 1997. */
const OVERSHOOT = 0.5825971579390106;

/**
 * Probability that the equity falls by `loss` from its start, log equity being a Brownian motion of drift m = Lμ − L²σ²/2 and variance s² = L²σ² per row, b = −ln(1 − loss):
 * for ever min(1, e^(−2mb/s²)); within T rows Φ((−b − mT)/(s√T)) + e^(−2mb/s²)·Φ((−b + mT)/(s√T)). Harrison 1985.
 * in: mean and variance of the returns per row. Tails fatter than the normal, and volatility that comes in storms, make ruin likelier: see `simulatedRuin`.
 */
export function riskOfRuin({ mean, variance }: { readonly mean: number; readonly variance: number }, { horizon = Infinity, leverage = 1, loss = 0.5, watched = "always" }: RuinOptions = {}): number {
  checkNumber("riskOfRuin", "mean", mean, "a finite return per row", () => true);
  checkNumber("riskOfRuin", "variance", variance, "above 0: returns that do not vary ruin nobody or everybody", (value) => value > 0);
  checkRuin("riskOfRuin", { horizon, leverage, loss });
  if (leverage === 0) return 0;
  const deviation = Math.abs(leverage) * Math.sqrt(variance);
  const drift = leverage * mean - (deviation * deviation) / 2;
  const barrier = -Math.log(1 - loss) + (watched === "closes" ? OVERSHOOT * deviation : 0);
  const exponent = (-2 * drift * barrier) / (deviation * deviation);
  if (horizon === Infinity) return Math.min(1, Math.exp(exponent));
  const spread = deviation * Math.sqrt(horizon);
  const reflected = normalTail((barrier - drift * horizon) / spread);
  return Math.min(1, normalTail((barrier + drift * horizon) / spread) + (reflected === 0 ? 0 : Math.exp(exponent + Math.log(reflected))));
}

/** Refuses what no risk of ruin can be told of. */
export function checkRuin(where: string, { horizon, leverage, loss }: { readonly horizon: number; readonly leverage: number; readonly loss: number }): void {
  checkNumber(where, "leverage", leverage, "a finite number", () => true);
  checkNumber(where, "loss", loss, "a share above 0 and below 1", (value) => value > 0 && value < 1);
  if (horizon !== Infinity) checkNumber(where, "horizon", horizon, "a whole number of rows from 1", (value) => Number.isInteger(value) && value >= 1);
}

/** Probability that a standard normal number is z or more. */
function normalTail(z: number): number {
  return z >= 0 ? twoSidedP(z) / 2 : 1 - twoSidedP(z) / 2;
}
