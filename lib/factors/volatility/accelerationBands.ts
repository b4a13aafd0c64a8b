import { operators, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { mean } from "../operators/index.ts";

/** High and low pushed apart by four times the range's share of their sum. */
function pushedApart(high: Line, low: Line): readonly [upper: Line, lower: Line] {
  return operators("pushedApart", [high, low], [], { delays: [0, 0] as const, start: ([high, low], [upper, lower]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const share = (4 * (high[t]! - low[t]!)) / (high[t]! + low[t]!);
      upper[t] = high[t]! * (1 + share);
      lower[t] = low[t]! * (1 - share);
    }
  } });
}

/** Acceleration bands: averages of high and low, pushed apart by the range. Price, NaN for t < period − 1. Headley 2002. */
export const accelerationBandsFactor = defineFactor({
  name: "acceleration_bands",
  family: "volatility",
  formula: "upper = mean of high·(1 + 4·(high − low)/(high + low)), middle = mean of close, lower = mean of low·(1 − 4·(high − low)/(high + low)), over period",
  source: "Headley 2002; TA-Lib ACCBANDS",
  edge: "all the price itself on flat prices",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "acceleration_upper", description: "Upper acceleration band", unit: "price" },
    { id: "acceleration_middle", description: "Middle acceleration band", unit: "price" },
    { id: "acceleration_lower", description: "Lower acceleration band", unit: "price" },
  ],
  defaults: [],
  more: [[20]],
  lines: ({ high, low, close }, { period }) => {
    const [upper, lower] = pushedApart(high, low);
    return [mean(upper, period), mean(close, period), mean(lower, period)];
  },
});
