import { barCount, defineFactor } from "../factor.ts";
import { distance, greatestFall, highest } from "../operators/index.ts";

export const drawdownFactor = defineFactor({
  name: "drawdown",
  family: "statistical",
  formula: "close / greatest close of the last period − 1",
  source: "Magdon-Ismail and Atiya 2004, usual definition",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "drawdown", description: "Fall of the close from its greatest value", unit: "ratio" }],
  defaults: [],
  more: [[20], [252]],
  lines: ({ close }, { period }) => [distance(close, highest(close, period))],
});

export const maximumDrawdownFactor = defineFactor({
  name: "max_drawdown",
  family: "statistical",
  formula: "least closeₜ/closeₛ − 1 with s ≤ t in the last period",
  source: "Magdon-Ismail and Atiya 2004",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "max_drawdown", description: "Greatest fall of the close within the window", unit: "ratio" }],
  defaults: [],
  more: [[20], [252]],
  lines: ({ close }, { period }) => [greatestFall(close, period)],
});
