import { barCount, defineFactor } from "../factor.ts";
import { mean, typicalPrice } from "../operators/index.ts";
import { atr } from "./atr.ts";
import { bands } from "./bands.ts";

/** Aberration: an average of the typical price ± one average true range. NaN for t < max(period − 1, range). Fitschen. */
export const aberrationFactor = defineFactor({
  name: "aberration",
  family: "volatility",
  formula: "middle = mean over period of (high + low + close)/3; upper, lower = middle ± ATR(range); position = (close − lower)/(upper − lower)",
  source: "Fitschen 2013, Building Reliable Trading Systems; pandas-ta aberration",
  edge: "position ½ on flat prices",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000), range: barCount(2, 1000) },
  outputs: [
    { id: "aberration_upper", description: "Upper aberration band", unit: "price" },
    { id: "aberration_middle", description: "Middle of the aberration bands", unit: "price" },
    { id: "aberration_lower", description: "Lower aberration band", unit: "price" },
    { id: "aberration_position", description: "Place of the close between the aberration bands, 0 lower, 1 upper", unit: "ratio" },
  ],
  defaults: [],
  more: [[5, 15]],
  lines: (bar, { period, range }) => {
    const { upper, middle, lower, position } = bands(bar.close, mean(typicalPrice(bar.high, bar.low, bar.close), period), atr(bar, range));
    return [upper, middle, lower, position];
  },
});
