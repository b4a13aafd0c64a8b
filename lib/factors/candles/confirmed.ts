import { operator, type Line } from "../engine/line.ts";
import type { BarLines } from "../factor.ts";

/** Rows behind a pattern in which it can be confirmed. */
export const PATIENCE = 3;

/** A pattern of ±100 that later closes can confirm: ±200 where one of the next three candles closes beyond the candle before the pattern's last, above its high for 100, below its low for −100. */
export function confirmed(pattern: Line, { high, low, close }: BarLines): Line {
  return operator("confirmedCandle", [pattern, high, low, close], [], {
    delay: PATIENCE,
    lookback: PATIENCE + 1,
    registers: 2,
    start: ([pattern, high, low, close], [out], registers) => (from, to) => run(pattern, high, low, close, out, from, to, registers),
  });
}

/** Registers: the sign of the pattern that waits, 0 for none, and its age in rows. */
function run(pattern: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array, out: Float64Array, from: number, to: number, registers: Float64Array): void {
  let waiting = registers[0]! | 0;
  let age = registers[1]! | 0;
  for (let t = from; t < to; t++) {
    const found = pattern[t]! | 0;
    out[t] = found;
    if (found !== 0) {
      waiting = found;
      age = 0;
    } else if (waiting !== 0) {
      age++;
      const before = t - age - 1;
      const isConfirmed = waiting > 0 ? close[t]! > high[before]! : close[t]! < low[before]!;
      if (isConfirmed) out[t] = 2 * waiting;
      if (isConfirmed || age === PATIENCE) waiting = 0;
    }
  }
  registers[0] = waiting;
  registers[1] = age;
}
