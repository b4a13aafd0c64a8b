import { barCount, defineFactor, optionalNumber } from "../factor.ts";
import { ema, scaled } from "../operators/index.ts";
import { atr } from "./atr.ts";
import { bands } from "./bands.ts";

/** Keltner channel: EMA of the close ± so many average true ranges, both over `period`. NaN for t < period. Keltner 1960, with Raschke's ranges. */
export const keltnerFactor = defineFactor({
  name: "keltner",
  family: "volatility",
  formula: "middle = EMA(close); upper, lower = middle ± multiple·ATR; width = (upper − lower)/middle; position = (close − lower)/(upper − lower)",
  source: "Keltner 1960; Raschke 1995",
  edge: "width 0 and position ½ on flat prices",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000), multiple: optionalNumber(2, 0.1, 10) },
  outputs: [
    { id: "keltner_upper", description: "Upper Keltner line", unit: "price" },
    { id: "keltner_middle", description: "Middle Keltner line", unit: "price" },
    { id: "keltner_lower", description: "Lower Keltner line", unit: "price" },
    { id: "keltner_width", description: "Distance of the Keltner lines as a share of the middle one", unit: "ratio" },
    { id: "keltner_position", description: "Place of the close between the Keltner lines, 0 lower, 1 upper", unit: "ratio" },
  ],
  defaults: [],
  more: [[20]],
  lines: (bar, { period, multiple }) => {
    const { upper, middle, lower, width, position } = bands(bar.close, ema(bar.close, period), scaled(atr(bar, period), multiple));
    return [upper, middle, lower, width, position];
  },
});
