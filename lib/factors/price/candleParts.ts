import { operators, type Line } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";
import type { PriceBar } from "./averagePrice.ts";

/** Shares of a bar's range above its body, of its body and below it; they add up to 1. Ratios, from the first row; 0 where high and low are equal. */
export function candleParts({ open, high, low, close }: PriceBar): readonly [upper: Line, body: Line, lower: Line] {
  return operators("candleParts", [open, high, low, close], [], {
    delays: [0, 0, 0] as const,
    start: ([open, high, low, close], [upper, body, lower]) => (from, to) => {
      for (let t = from; t < to; t++) {
        // Chosen by products with 0 and 1, which are exact: a branch would be guessed wrong every other time.
        const rise = Number(close[t]! > open[t]!);
        const top = close[t]! * rise + open[t]! * (1 - rise);
        const bottom = open[t]! * rise + close[t]! * (1 - rise);
        const range = high[t]! - low[t]!;
        const share = range === 0 ? 0 : 1 / range;
        upper[t] = (high[t]! - top) * share;
        body[t] = (top - bottom) * share;
        lower[t] = (bottom - low[t]!) * share;
      }
    },
  });
}

export const candlePartsFactor = defineFactor({
  name: "candle_parts",
  family: "price",
  formula: "(high − max(open, close))/(high − low), |close − open|/(high − low), (min(open, close) − low)/(high − low)",
  source: "Nison 1991, the parts of a candle",
  edge: "0 where high and low are equal",
  inputs: ["open", "high", "low", "close"],
  parameters: {},
  outputs: [
    { id: "upper_shadow_ratio", description: "Upper shadow as a share of the range", unit: "ratio" },
    { id: "body_ratio", description: "Body as a share of the range", unit: "ratio" },
    { id: "lower_shadow_ratio", description: "Lower shadow as a share of the range", unit: "ratio" },
  ],
  defaults: [],
  lines: (bar) => candleParts(bar),
});
