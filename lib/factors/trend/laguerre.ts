import { defineFactor } from "../factor.ts";
import { distance } from "../operators/index.ts";
import { laguerre, LAGUERRE } from "./laguerreFilter.ts";

/** Ehlers' Laguerre filter of the close. Price, NaN for t < 3. */
export const laguerreFactor = defineFactor({
  name: "laguerre",
  family: "trend",
  formula: `${LAGUERRE.formula}; distance = close/laguerre − 1`,
  source: LAGUERRE.source,
  edge: "the price itself on flat prices",
  inputs: ["close"],
  parameters: { gamma: LAGUERRE.gamma },
  outputs: [
    { id: "laguerre", description: "Laguerre filter of the close: the slower the greater γ", unit: "price" },
    { id: "laguerre_distance", description: "Distance of the close to its Laguerre filter", unit: "ratio" },
  ],
  defaults: [],
  more: [[0.2], [0.5], [0.8]],
  lines: ({ close }, { gamma }) => {
    const line = laguerre(close, gamma);
    return [line, distance(close, line)];
  },
});
