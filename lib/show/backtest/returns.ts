import { simpleReturns } from "../../statistics/index.ts";
import type { Figure } from "../figure.ts";
import { histogramFigure, type HistogramOptions } from "../histogram.ts";
import type { Lines } from "../lines.ts";

/** How the returns of equity curves are spread, in percent, beside the normal density of the same mean and deviation: the tails are what it lacks. in: equity by name, above 0 */
export function returnsFigure(equity: Lines, options: HistogramOptions = {}): Figure {
  const percent = Object.fromEntries(Object.entries(equity).map(([name, values]) => [name, simpleReturns(values).map((r) => 100 * r)]));
  return histogramFigure(percent, { title: "Returns of a bar", xTitle: "%", hasNormal: true, ...options });
}
