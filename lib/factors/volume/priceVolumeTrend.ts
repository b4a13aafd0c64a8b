import { defineFactor } from "../factor.ts";
import { cumulative, times } from "../operators/index.ts";
import { simpleReturn } from "../returns/simpleReturn.ts";

export const priceVolumeTrendFactor = defineFactor({
  name: "pvt",
  family: "volume",
  formula: "running Σ volume·(close/close[−1] − 1), from the second bar on",
  source: "price and volume trend, usual definition",
  edge: "constant on flat prices or no volume",
  inputs: ["close", "volume"],
  parameters: {},
  outputs: [{ id: "pvt", description: "Price and volume trend", unit: "volume" }],
  defaults: [],
  lines: ({ close, volume }) => [cumulative(times(simpleReturn(close), volume))],
});
