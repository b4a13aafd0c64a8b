import { defineFactor } from "../factor.ts";
import { crossing, distance, minus } from "../operators/index.ts";
import { laguerre, LAGUERRE } from "./laguerreFilter.ts";

/** A fast and a slow Laguerre filter: where they cross, and how far apart they are. NaN for t < 4 (cross), t < 3 (spread). */
export const laguerreCrossFactor = defineFactor({
  name: "laguerre_cross",
  family: "trend",
  formula: `${LAGUERRE.formula}; spread = filter(fast)/filter(slow) − 1, cross = 1 where the fast filter rises above the slow one, −1 where it falls below, else 0`,
  source: LAGUERRE.source,
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { fast: LAGUERRE.gamma, slow: LAGUERRE.gamma },
  outputs: [
    { id: "laguerre_cross", description: "1 where the fast Laguerre filter crosses above the slow one, −1 below", unit: "flag" },
    { id: "laguerre_spread", description: "Distance of the fast Laguerre filter to the slow one", unit: "ratio" },
  ],
  defaults: [],
  more: [[0.2, 0.8]],
  refuse: ({ fast, slow }) => (fast < slow ? undefined : `fast (${fast}) must be less than slow (${slow})`),
  lines: ({ close }, { fast, slow }) => {
    const [quick, calm] = [laguerre(close, fast), laguerre(close, slow)];
    return [crossing(minus(quick, calm)), distance(quick, calm)];
  },
});
