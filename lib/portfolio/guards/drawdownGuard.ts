import { checkNumber } from "../weights.ts";

export type DrawdownGuardOptions = {
  /** Drawdown from which exposure is taken away. Default 0.1. */
  readonly from?: number;
  /** Drawdown at which nothing is left. Default 0.2. */
  readonly to?: number;
};

export type DrawdownGuard = {
  /** Highest equity so far. */
  readonly peak: number;
  /** Loss from the peak, a share ≥ 0. */
  readonly drawdown: number;
  /** Share of the wanted exposure that is allowed from now on, 0..1. */
  readonly exposure: number;
};

/** A guard that has seen no equity yet. */
export const FRESH_GUARD: DrawdownGuard = { peak: 0, drawdown: 0, exposure: 1 };

/**
 * The guard after one more closed bar: full exposure up to a drawdown of `from`, none from `to` on, in a straight line between. After Grossman and Zhou 1993.
 * in: equity at the close. Equity at or below zero: no exposure. Without exposure the equity stands still, so from `to` on nothing comes back by itself: see `killSwitch`.
 */
export function drawdownGuard(guard: DrawdownGuard, equity: number, { from = 0.1, to = 0.2 }: DrawdownGuardOptions = {}): DrawdownGuard {
  checkNumber("drawdownGuard", "from", from, "a share from 0 and below 1", (value) => value >= 0 && value < 1);
  checkNumber("drawdownGuard", "to", to, `a share above ${from}, where it begins, and up to 1`, (value) => value > from && value <= 1);
  const { drawdown, peak } = underPeak("drawdownGuard", guard.peak, equity);
  return { peak, drawdown, exposure: Math.min(1, Math.max(0, (to - drawdown) / (to - from))) };
}

/** Peak and drawdown after one more equity; 1 where it is all lost. */
export function underPeak(where: string, peak: number, equity: number): { readonly peak: number; readonly drawdown: number } {
  checkNumber(where, "equity", equity, "a finite amount of money", Number.isFinite);
  const highest = Math.max(peak, equity);
  return { peak: highest, drawdown: equity > 0 ? 1 - equity / highest : 1 };
}
