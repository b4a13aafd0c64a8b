import { barCount, defineFactor, emptyColumn, optionalNumber } from "../factor.ts";
import { rollingVariance } from "../rolling/variance.ts";

/**
 * Bollinger bands: mean ± width population standard deviations of the close. Bollinger 2001.
 * in: close [T]  out: 5 × [T], NaN for t < period − 1. Flat prices: all bands are the price, band width 0, position ½.
 */
export function bollinger(close: Float64Array, period: number, deviations: number): readonly [upper: Float64Array, middle: Float64Array, lower: Float64Array, width: Float64Array, position: Float64Array] {
  const { mean, squares } = rollingVariance(close, period);
  const upper = emptyColumn(close.length);
  const lower = emptyColumn(close.length);
  const width = emptyColumn(close.length);
  const position = emptyColumn(close.length);
  for (let t = period - 1; t < close.length; t++) {
    const half = deviations * Math.sqrt(squares[t]! / period);
    upper[t] = mean[t]! + half;
    lower[t] = mean[t]! - half;
    width[t] = (2 * half) / mean[t]!;
    position[t] = half === 0 ? 0.5 : 0.5 + (close[t]! - mean[t]!) / (2 * half);
  }
  return [upper, mean, lower, width, position];
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
    { id: "bb_upper", description: "Upper Bollinger band", unit: "price", warmUp: ({ period }) => period - 1 },
    { id: "bb_middle", description: "Middle Bollinger band", unit: "price", warmUp: ({ period }) => period - 1 },
    { id: "bb_lower", description: "Lower Bollinger band", unit: "price", warmUp: ({ period }) => period - 1 },
    { id: "bb_width", description: "Distance of the Bollinger bands as a share of the middle one", unit: "ratio", warmUp: ({ period }) => period - 1 },
    { id: "bb_position", description: "Place of the close between the Bollinger bands, 0 lower, 1 upper", unit: "ratio", warmUp: ({ period }) => period - 1 },
  ],
  defaults: [[20]],
  compute: (bars, { period, deviations }) => bollinger(bars.close, period, deviations),
});
