import { defineCandle } from "./defineCandle.ts";
import { GAP_UP, LONG, LOWER_TOP, OPENS_ABOVE_CLOSE, SHORT, WHITE } from "./mark.ts";
import { body, bottom, top, type Candles } from "./measure.ts";

export const matHold = defineCandle({
  name: "mat_hold",
  taLib: "CDLMATHOLD",
  description: "100: mat hold, the rise goes on",
  formula: "a long white candle; a short black one with its body above; two short ones, falling, partly within the first body but into it by less than the penetration; a white one that opens above the close before and closes above the highs of the three",
  first: 14,
  penetration: 0.5,
  rules: [
    { value: 100, bars: [{ is: LONG | WHITE }, { is: SHORT | GAP_UP, not: WHITE }, { is: SHORT }, { is: SHORT | LOWER_TOP }, { is: WHITE | OPENS_ABOVE_CLOSE }], and: (candles, t, share) => holds(candles, t - 2, t - 4, share) && holds(candles, t - 1, t - 4, share) && top(candles, t - 2) < candles.open[t - 3]! && candles.close[t]! > highestOf(candles, t - 3, t - 1) },
  ],
});

/** Whether a body reaches into the first one, but not too deep. */
function holds(candles: Candles, t: number, first: number, share: number): boolean {
  const close = candles.close[first]!;
  return bottom(candles, t) < close && bottom(candles, t) > close - body(candles, first) * share;
}

function highestOf({ high }: Candles, from: number, to: number): number {
  let most = high[from]!;
  for (let t = from + 1; t <= to; t++) most = Math.max(most, high[t]!);
  return most;
}
