import { barCount, defineFactor } from "../factor.ts";
import { change, ema, times } from "../operators/index.ts";

export const forceIndexFactor = defineFactor({
  name: "force_index",
  family: "volume",
  formula: "EMA((close − close[−1])·volume, period)",
  source: "Elder 1993",
  edge: "0 on flat prices",
  inputs: ["close", "volume"],
  parameters: { period: barCount(1, 1000) },
  outputs: [{ id: "force_index", description: "Elder's force index: moves weighed by volume", unit: "turnover" }],
  defaults: [],
  example: [13],
  lines: ({ close, volume }, { period }) => [ema(times(change(close, 1), volume), period)],
});
