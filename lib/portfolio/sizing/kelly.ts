import { checkNumber } from "../weights.ts";

/** A bet that wins `payoff` times the stake with probability `winRate` and else loses it; or returns of mean and variance per row, above the riskless rate. */
export type Edge = { readonly winRate: number; readonly payoff: number } | { readonly mean: number; readonly variance: number };

export type KellyOptions = {
  /** Share of the growth-optimal position. Default 0.25. */
  readonly fraction?: number;
};

/**
 * Share of the equity to put on one bet or into one asset by Kelly 1956: fraction·(p − (1 − p)/b) of a bet, fraction·μ/σ² of returns (Thorp 2006).
 * A quarter by default: an estimated edge is too large more often than too small, and above twice the full share the equity shrinks for sure.
 * A bet without an edge gets 0, since nobody offers its other side; a negative mean gets a short position. Above 1 is leverage.
 */
export function kelly(edge: Edge, { fraction = 0.25 }: KellyOptions = {}): number {
  checkNumber("kelly", "fraction", fraction, "a share above 0 and up to 1", (value) => value > 0 && value <= 1);
  if ("winRate" in edge) {
    checkNumber("kelly", "winRate", edge.winRate, "a share from 0 to 1", (value) => value >= 0 && value <= 1);
    checkNumber("kelly", "payoff", edge.payoff, "a multiple of the stake above 0", (value) => value > 0);
    return fraction * Math.max(0, edge.winRate - (1 - edge.winRate) / edge.payoff);
  }
  checkNumber("kelly", "mean", edge.mean, "a finite return per row", () => true);
  checkNumber("kelly", "variance", edge.variance, "above 0: returns that do not vary have no such share", (value) => value > 0);
  return (fraction * edge.mean) / edge.variance;
}

/** Mean growth of log equity per row at a position f in returns of mean μ and variance σ²: f·μ − f²σ²/2. Largest at f = μ/σ², 0 again at twice that. */
export function growthRate(position: number, { mean, variance }: { readonly mean: number; readonly variance: number }): number {
  return position * mean - (position * position * variance) / 2;
}
