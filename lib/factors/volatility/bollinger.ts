import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor, optionalNumber } from "../factor.ts";
import { meanAndSquares } from "../operators/index.ts";
import { bands, type Bands } from "./bands.ts";

/** Bollinger bands: mean ± so many population standard deviations. Price (width and position: ratio), NaN for t < period − 1. Bollinger 2001. */
export function bollinger(close: Line, period: number, deviations: number): Bands {
  const [middle, , deviation] = meanAndSquares(close, period);
  const half = operator("bollingerHalf", [deviation], [deviations], { start: ([deviation], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = deviations * deviation[t]!;
  } });
  return bands(close, middle, half);
}

export const bollingerFactor = defineFactor({
  name: "bb",
  family: "volatility",
  formula: "middle = mean; upper, lower = middle ± deviations·σ (population); width = (upper − lower)/middle; position = (close − lower)/(upper − lower)",
  source: "Bollinger 2001; TA-Lib BBANDS",
  edge: "width 0 and position ½ on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000), deviations: optionalNumber(2, 0.1, 10) },
  outputs: [
    { id: "bb_upper", description: "Upper Bollinger band", unit: "price" },
    { id: "bb_middle", description: "Middle Bollinger band", unit: "price" },
    { id: "bb_lower", description: "Lower Bollinger band", unit: "price" },
    { id: "bb_width", description: "Distance of the Bollinger bands as a share of the middle one", unit: "ratio" },
    { id: "bb_position", description: "Place of the close between the Bollinger bands, 0 lower, 1 upper", unit: "ratio" },
  ],
  defaults: [[20]],
  more: [[50]],
  lines: ({ close }, { period, deviations }) => {
    const { upper, middle, lower, width, position } = bollinger(close, period, deviations);
    return [upper, middle, lower, width, position];
  },
});
