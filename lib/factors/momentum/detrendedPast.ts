import { barCount, defineFactor } from "../factor.ts";
import { lag, mean, minus } from "../operators/index.ts";
import { halfBack } from "./detrendedPrice.ts";

/** The other causal form: the close of half a period before less the mean around it. It tells of the past alone. */
export const detrendedPastFactor = defineFactor({
  name: "detrended_past",
  family: "momentum",
  formula: "close of ⌊period/2⌋ + 1 bars before − mean over period",
  source: "Granville 1976; TA-Lib DPO",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "detrended_past", description: "Close of half a period before less the mean since", unit: "price" }],
  defaults: [],
  more: [[20]],
  lines: ({ close }, { period }) => [minus(lag(close, halfBack(period)), mean(close, period))],
});
