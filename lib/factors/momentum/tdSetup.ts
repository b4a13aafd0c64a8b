import { operator } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";

/** Bars to the close that each one is compared with. */
const BACK = 4;

/** Setup of TD Sequential: how many closes in a row are above the close four bars before, or minus how many are below. Number, NaN for t < 4. DeMark 1994. */
export const tdSetupFactor = defineFactor({
  name: "td_setup",
  family: "momentum",
  formula: `number of bars in a row with close > close[−${BACK}], or minus the number with close < close[−${BACK}]; a setup is complete at ±9`,
  source: "DeMark 1994; pandas-ta td_seq, which stops counting at 13",
  edge: "0 where the close is that of four bars before",
  inputs: ["close"],
  parameters: {},
  outputs: [{ id: "td_setup", description: "Bars in a row above (over 0) or below (under 0) the close four bars before", unit: "number" }],
  defaults: [],
  lines: ({ close }) => [
    operator("tdSetup", [close], [], { delay: BACK, lookback: BACK, registers: 1, start: ([close], [out], registers) => (from, to, seen) => {
      let count = registers[0]!;
      for (let t = Math.max(from, from + BACK - seen); t < to; t++) {
        const step = close[t]! - close[t - BACK]!;
        count = step > 0 ? Math.max(count, 0) + 1 : step < 0 ? Math.min(count, 0) - 1 : 0;
        out[t] = count;
      }
      registers[0] = count;
    } }),
  ],
});
