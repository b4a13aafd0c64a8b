import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { ema } from "../operators/index.ts";

/** On-balance volume: volume added on a rise of the close, taken away on a fall; starts as the first volume, as in TA-Lib. Volume, from the first row. Granville 1963. */
export function obv({ close, volume }: { readonly close: Line; readonly volume: Line }): Line {
  return operator("obv", [close, volume], [], { lookback: 1, registers: 1, start: ([close, volume], [out], registers) => (from, to, seen) => {
    let balance = registers[0]!;
    let t = from;
    if (seen === 0) {
      balance = volume[t]!;
      out[t++] = balance;
    }
    for (; t < to; t++) {
      const step = close[t]! - close[t - 1]!;
      balance += volume[t]! * (Number(step > 0) - Number(step < 0));
      out[t] = balance;
    }
    registers[0] = balance;
  } });
}

export const obvFactor = defineFactor({
  name: "obv",
  family: "volume",
  formula: "obv += volume if the close rose, −= volume if it fell",
  source: "Granville 1963; TA-Lib OBV",
  edge: "constant on flat prices or no volume",
  inputs: ["close", "volume"],
  parameters: {},
  outputs: [{ id: "obv", description: "On-balance volume", unit: "volume" }],
  defaults: [[]],
  lines: (bar) => [obv(bar)],
});

export const obvEmaFactor = defineFactor({
  name: "obv_ema",
  family: "volume",
  formula: "EMA(obv, period)",
  source: "Granville 1963, usual smoothing",
  edge: "constant on flat prices or no volume",
  inputs: ["close", "volume"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "obv_ema", description: "Exponential average of on-balance volume", unit: "volume" }],
  defaults: [],
  example: [20],
  lines: (bar, { period }) => [ema(obv(bar), period)],
});
