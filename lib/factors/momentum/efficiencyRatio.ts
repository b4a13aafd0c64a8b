import { barCount, defineFactor } from "../factor.ts";
import { efficiency } from "../trend/kama.ts";

export const efficiencyRatioFactor = defineFactor({
  name: "efficiency_ratio",
  family: "momentum",
  formula: "|close − close[−period]| / Σ |close − close[−1]| over period",
  source: "Kaufman 1995; pandas-ta er",
  edge: "1 on flat prices, as TA-Lib's KAMA takes it",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "efficiency_ratio", description: "Way that the close came as a share of the way it went", unit: "ratio" }],
  defaults: [],
  more: [[10]],
  lines: ({ close }, { period }) => [efficiency(close, period)],
});
