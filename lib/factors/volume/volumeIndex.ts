import { operator, type Line } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";

const START = 1000;

/** Product of close/close[−1] over the bars whose volume rose (sign 1) or fell (−1), from 1000 on. Number, from the first row. */
function volumeIndex(close: Line, volume: Line, sign: 1 | -1): Line {
  return operator("volumeIndex", [close, volume], [sign], { lookback: 1, registers: 1, start: ([close, volume], [out], registers) => (from, to, seen) => {
    let index = seen === 0 ? START : registers[0]!;
    for (let t = from; t < to; t++) {
      if (seen + t - from > 0 && sign * volume[t]! > sign * volume[t - 1]!) index *= close[t]! / close[t - 1]!;
      out[t] = index;
    }
    registers[0] = index;
  } });
}

export const volumeIndexFactor = defineFactor({
  name: "volume_index",
  family: "volume",
  formula: "1000·Π close/close[−1] over the bars with volume below (nvi), above (pvi) that of the bar before",
  source: "Fosback 1976, after Dysart 1936",
  edge: "unchanged where the volume is the same",
  inputs: ["close", "volume"],
  parameters: {},
  outputs: [
    { id: "nvi", description: "Negative volume index: growth of the price in quiet bars", unit: "number" },
    { id: "pvi", description: "Positive volume index: growth of the price in busy bars", unit: "number" },
  ],
  defaults: [],
  lines: ({ close, volume }) => [volumeIndex(close, volume, -1), volumeIndex(close, volume, 1)],
});
