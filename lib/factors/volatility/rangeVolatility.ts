import type { Line } from "../engine/line.ts";
import { barCount, defineFactor, type BarLines, type Factor } from "../factor.ts";
import { mean, root } from "../operators/index.ts";

export type RangeVolatility = {
  readonly name: string;
  readonly words: string;
  readonly formula: string;
  readonly source: string;
  /** Variance measured inside each bar. */
  readonly variance: (bar: BarLines) => Line;
  readonly defaults?: readonly (readonly number[])[];
};

/** A volatility from the four prices of each bar: √(mean over period of the variance of one bar). Log return per bar, not annualised, NaN for t < period − 1; never below 0. */
export function rangeVolatility({ defaults = [], formula, name, source, variance, words }: RangeVolatility): Factor {
  return defineFactor({
    name,
    family: "volatility",
    formula: `√(mean over period of ${formula}), for one bar, not annualised`,
    source,
    edge: "0 where high, low, open and close are equal",
    inputs: ["open", "high", "low", "close"],
    parameters: { period: barCount(1, 1000) },
    outputs: [{ id: name, description: `${words} volatility`, unit: "log return per bar" }],
    defaults,
    example: [20],
    lines: (bar, { period }) => [root(mean(variance(bar), period))],
  });
}
