import { operator } from "../engine/line.ts";
import { defineFactor, realNumber } from "../factor.ts";
import { distance } from "../operators/index.ts";
import { atr } from "../volatility/atr.ts";
import { adaptiveLaguerre, LAGUERRE } from "./laguerreFilter.ts";

/** Bars of the average true range that sets γ. */
const RANGE_PERIOD = 14;

/** Laguerre filter that is faster the wider the bars are. Price, NaN for t < 17. */
export const laguerreAdaptiveFactor = defineFactor({
  name: "laguerre_adaptive",
  family: "trend",
  formula: `${LAGUERRE.formula}; γ = 1 − clip(k·ATR(${RANGE_PERIOD})/close, 0, 1): the wider the bars, the faster the filter`,
  source: `${LAGUERRE.source}; γ from volatility as in this project's design`,
  edge: "stays where it is while the bars have no range",
  inputs: ["high", "low", "close"],
  parameters: { k: realNumber(0.1, 1000) },
  outputs: [
    { id: "laguerre_adaptive", description: "Laguerre filter whose γ follows the average true range", unit: "price" },
    { id: "laguerre_adaptive_distance", description: "Distance of the close to the adaptive Laguerre filter", unit: "ratio" },
  ],
  defaults: [],
  more: [[20]],
  lines: (bar, { k }) => {
    const gamma = operator("gammaOfRange", [atr(bar, RANGE_PERIOD), bar.close], [k], { start: ([range, close], [out]) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = 1 - Math.min(1, (k * range[t]!) / close[t]!);
    } });
    const line = adaptiveLaguerre(bar.close, gamma);
    return [line, distance(bar.close, line)];
  },
});
