import { operator, type Line } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";

/** How many times in a row x has risen (above 0) or fallen (below 0). Number, 0 in the first row and where x did not move. */
export function runLength(x: Line): Line {
  return operator("runLength", [x], [], { lookback: 1, registers: 1, start: ([x], [out], registers) => (from, to, seen) => {
    let run = registers[0]!;
    for (let t = from; t < to; t++) {
      const step = seen + t - from === 0 ? 0 : x[t]! - x[t - 1]!;
      if (step > 0) run = run > 0 ? run + 1 : 1;
      else if (step < 0) run = run < 0 ? run - 1 : -1;
      else run = 0;
      out[t] = run;
    }
    registers[0] = run;
  } });
}

export const runLengthFactor = defineFactor({
  name: "run_length",
  family: "statistical",
  formula: "number of closes in a row that rose, or minus the number that fell",
  source: "Wald and Wolfowitz 1940; the streak of Connors 2012",
  edge: "0 where the close did not move",
  inputs: ["close"],
  parameters: {},
  outputs: [{ id: "run_length", description: "Length of the run of rises (above 0) or falls (below 0)", unit: "number" }],
  defaults: [],
  lines: ({ close }) => [runLength(close)],
});
