import type { Sides } from "./wantedPosition.ts";

/** Position that expects a close to come back between its bands. in: place of the close, 0 the lower band, 1 the upper; the position before  out: 1 from below the lower band to the middle, with both sides −1 from above the upper; 0 for NaN */
export function reversion(place: number, before: number, sides: Sides): number {
  if (place < 0) return 1;
  if (place > 1) return sides === "long-short" ? -1 : 0;
  if (before > 0 && place < 0.5) return 1;
  return before < 0 && place > 0.5 ? -1 : 0;
}
