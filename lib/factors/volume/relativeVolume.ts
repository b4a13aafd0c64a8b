import { barCount, defineFactor } from "../factor.ts";
import { mean, over } from "../operators/index.ts";

export const relativeVolumeFactor = defineFactor({
  name: "relative_volume",
  family: "volume",
  formula: "volume / mean of the last period volumes, this one included",
  source: "usual definition",
  edge: "1 if there was no volume in the window",
  inputs: ["volume"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "relative_volume", description: "Volume as a multiple of its recent mean", unit: "ratio" }],
  defaults: [[20]],
  lines: ({ volume }, { period }) => [over(volume, mean(volume, period), 1)],
});
