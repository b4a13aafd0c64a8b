import { operator } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";
import { mean } from "../operators/index.ts";
import { roc } from "./roc.ts";

/** Bars of the four rates of change, and of the means over them. Pring's choice for daily bars. */
const RATES = [[10, 10], [15, 10], [20, 10], [30, 15]] as const;
const SIGNAL = 9;

/** Know sure thing: four smoothed rates of change, the longer the heavier. Percent, NaN for t < 44 (signal: 52). Pring 1992. */
export const knowSureThingFactor = defineFactor({
  name: "kst",
  family: "momentum",
  formula: `Σ k·mean of ROC(r) over m, (r, m) = ${RATES.map((pair) => `(${pair.join(", ")})`).join(" ")} for k = 1 to 4; signal = mean over ${SIGNAL}`,
  source: "Pring 1992",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: {},
  outputs: [
    { id: "kst", description: "Know sure thing: weighted sum of four smoothed rates of change", unit: "percent" },
    { id: "kst_signal", description: "Mean of the know sure thing", unit: "percent" },
  ],
  defaults: [],
  lines: ({ close }) => {
    const [a, b, c, d] = RATES.map(([period, smooth]) => mean(roc(close, period), smooth));
    const sum = operator("knowSureThing", [a!, b!, c!, d!], [], { start: ([a, b, c, d], [out]) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = a[t]! + 2 * b[t]! + 3 * c[t]! + 4 * d[t]!;
    } });
    return [sum, mean(sum, SIGNAL)];
  },
});
