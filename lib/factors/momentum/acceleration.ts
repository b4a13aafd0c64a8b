import { barCount, defineFactor } from "../factor.ts";
import { change } from "../operators/index.ts";

/** Acceleration: the momentum less the momentum one period before. Price, NaN for t < 2·period. */
export const accelerationFactor = defineFactor({
  name: "acceleration",
  family: "momentum",
  formula: "(close − close[−period]) − (close[−period] − close[−2·period])",
  source: "second difference of the close",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(1, 1000) },
  outputs: [{ id: "acceleration", description: "Change of the momentum over one period", unit: "price" }],
  defaults: [],
  more: [[5], [10]],
  lines: ({ close }, { period }) => [change(change(close, period), period)],
});
