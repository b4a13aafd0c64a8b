import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { highest, lowest, mean } from "../operators/index.ts";
import { rsi } from "./rsi.ts";

/** Percentages that differ by less are equal but for rounding: both averages of an RSI shrink alike while the close stands still. */
const ROUNDING = 1e-10;

/** Place of a percentage in its range, 50 where it has not moved. */
function placeOfStrength(strength: Line, range: number): Line {
  return operator("placeOfStrength", [strength, lowest(strength, range), highest(strength, range)], [], { start: ([strength, bottom, top], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const width = top[t]! - bottom[t]!;
      out[t] = width < ROUNDING ? 50 : 100 * ((strength[t]! - bottom[t]!) / width);
    }
  } });
}

/** Place of the RSI in its own range: k over `range` bars, d its mean over `signal`. Percent, NaN for t < period + range − 1 (k), period + range + signal − 2 (d). Chande and Kroll 1994. */
export const stochasticRsiFactor = defineFactor({
  name: "stochrsi",
  family: "momentum",
  formula: "k = 100·(rsi − lowest)/(highest − lowest) of rsi(period) over range bars; d = mean of k over signal",
  source: "Chande and Kroll 1994; TA-Lib STOCHRSI",
  edge: "50 where the RSI has not moved (TA-Lib: 0)",
  inputs: ["close"],
  parameters: { period: barCount(2, 200), range: barCount(2, 1000), signal: barCount(1, 200) },
  outputs: [
    { id: "stochrsi_k", description: "Place of the RSI in its range", unit: "percent" },
    { id: "stochrsi_d", description: "Mean of the place of the RSI in its range", unit: "percent" },
  ],
  defaults: [],
  example: [14, 14, 3],
  lines: ({ close }, { period, range, signal }) => {
    const k = placeOfStrength(rsi(close, period), range);
    return [k, mean(k, signal)];
  },
});
