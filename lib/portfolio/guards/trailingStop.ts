import { checkNumber } from "../weights.ts";
import { distanceOf, type StopDistance, stopLossLevel } from "./stopLossLevel.ts";

export type TrailingStop = {
  readonly side: 1 | -1;
  /** Best price since the entry. */
  readonly best: number;
  /** Price at which the next bar's position is given up. */
  readonly level: number;
  /** Whether a bar has reached the level. It stays so. */
  readonly isHit: boolean;
};

/** A stop that follows the best price since the entry and never goes back. */
export function startTrailingStop(price: number, side: 1 | -1, distance: StopDistance): TrailingStop {
  return { side, best: price, level: stopLossLevel(price, side, distance), isHit: false };
}

/**
 * The stop after one more closed bar: first whether the bar reached the level that was known at its open, then the level moved by the bar's best price.
 * in: high and low of the bar, distance as of its close (the average true range may change)
 */
export function nextTrailingStop(stop: TrailingStop, { high, low }: { readonly high: number; readonly low: number }, distance: StopDistance): TrailingStop {
  checkNumber("nextTrailingStop", "low", low, "a price", Number.isFinite);
  checkNumber("nextTrailingStop", "high", high, `a price from ${low}, the low`, (value) => value >= low);
  if (stop.isHit) return stop;
  const { best, level, side } = stop;
  if (side === 1 ? low <= level : high >= level) return { ...stop, isHit: true };
  const reached = side === 1 ? Math.max(best, high) : Math.min(best, low);
  const moved = reached - side * distanceOf("nextTrailingStop", reached, distance);
  return { side, best: reached, level: side === 1 ? Math.max(level, moved) : Math.min(level, moved), isHit: false };
}
