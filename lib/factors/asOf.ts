import type { Bars } from "../market/bars.ts";
import { FactorError } from "./error.ts";

/** Another series to compare with: its closes and when they were known. Bars are one. */
export type Reference = Pick<Bars, "closeTime" | "close">;

export type AsOfOptions = {
  /** How many of its own bars the reference is seen late. */
  readonly lateBy?: number;
  /** Milliseconds after which a close says nothing any more. */
  readonly staleAfter?: number;
};

/** Longer than any holiday of an exchange; Tokyo closed from the 26th of April to the 7th of May in 2019. */
export const STALE_AFTER = 14 * 86_400_000;

/**
 * The reference's last close known at each of the times, as of and never later: that of its newest bar with closeTime ≤ the time.
 * NaN before its first bar, where that close is missing, and where it is older than `staleAfter`.
 */
export function asOf(times: Float64Array, { close, closeTime }: Reference, { lateBy = 0, staleAfter = STALE_AFTER }: AsOfOptions = {}): Float64Array {
  checkLateness("asOf", lateBy, staleAfter);
  const out = new Float64Array(times.length).fill(Number.NaN);
  let newest = -1;
  for (let t = 0; t < out.length; t++) {
    while (newest + 1 < closeTime.length && closeTime[newest + 1]! <= times[t]!) newest++;
    const seen = newest - lateBy;
    if (seen >= 0 && times[t]! - closeTime[newest]! <= staleAfter) out[t] = close[seen]!;
  }
  return out;
}

/** Refuses a delay that would show closes of the future or none at all. */
export function checkLateness(asked: string, lateBy: number, staleAfter: number): void {
  if (!(Number.isInteger(lateBy) && lateBy >= 0)) throw new FactorError(`${asked}: lateBy must be a whole number from 0, got "${lateBy}". It counts the reference's own bars; a negative one would look ahead.`);
  if (!(staleAfter >= 0)) throw new FactorError(`${asked}: staleAfter must be milliseconds from 0, got "${staleAfter}". Leave it out for 14 days.`);
}

/** Refuses a reference whose closes cannot be told in time: unequal columns, times that do not rise, prices not above zero. */
export function checkReference(name: string, { close, closeTime }: Reference): void {
  if (close.length !== closeTime.length) throw new FactorError(`the reference "${name}" has ${close.length} closes and ${closeTime.length} times. Its columns must be equally long.`);
  for (let t = 0; t < close.length; t++) {
    if (!(closeTime[t]! > (t === 0 ? -Infinity : closeTime[t - 1]!))) throw new FactorError(`the reference "${name}": the time in row ${t} is not later than the one before. Sort its bars and remove repeated ones; checkBars finds them.`);
    if (close[t]! <= 0 || close[t] === Infinity) throw new FactorError(`the reference "${name}": the close in row ${t} is ${close[t]}. Prices are above zero and finite; mark a missing one with NaN.`);
  }
}
