import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { ema, highest, lowest, minus } from "../operators/index.ts";

/** Share of the difference that each stage moves by. */
const STEP = 0.5;
/** A range this small a part of the price is rounding, not movement. */
const NOTHING = 1e-12;

/** Place of x in its range of the last `period` rows in percent, averaged; an empty range keeps the place before, 50 at the start. */
function smoothPlace(x: Line, level: Line, period: number): Line {
  return operator("schaffPlace", [x, lowest(x, period), highest(x, period), level], [STEP], {
    registers: 2,
    start: ([x, lowest, highest, level], [out], registers) => (from, to, seen) => {
      let place = seen === 0 ? 50 : registers[0]!;
      let average = registers[1]!;
      for (let t = from; t < to; t++) {
        const range = highest[t]! - lowest[t]!;
        if (range > NOTHING * level[t]!) place = (100 * (x[t]! - lowest[t]!)) / range;
        average = seen + t - from === 0 ? place : average + STEP * (place - average);
        out[t] = average;
      }
      registers[0] = place;
      registers[1] = average;
    },
  });
}

/** Schaff trend cycle: twice the smoothed place in the range, first of the MACD line, then of that. Percent, NaN for t < slow + 2·period − 3. Schaff 1999. */
export const schaffFactor = defineFactor({
  name: "stc",
  family: "momentum",
  formula: "s(s(EMA(fast) − EMA(slow))), s = place in the range of period bars in percent, moved to by half the difference",
  source: "Schaff 1999",
  edge: "an empty range keeps the place before, 50 at the start: 50 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 500), fast: barCount(2, 500), slow: barCount(3, 1000) },
  outputs: [{ id: "stc", description: "Schaff trend cycle: twice smoothed place of the MACD line in its range", unit: "percent" }],
  defaults: [],
  more: [[10, 23, 50]],
  refuse: ({ fast, slow }) => (fast < slow ? undefined : `fast (${fast}) must be shorter than slow (${slow})`),
  lines: ({ close }, { period, fast, slow }) => {
    const level = ema(close, slow);
    const first = smoothPlace(minus(ema(close, fast), level), level, period);
    return [smoothPlace(first, first, period)];
  },
});
