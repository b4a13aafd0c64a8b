import { operator, type Line } from "../engine/line.ts";
import type { BarLines } from "../factor.ts";
import { CANDLE_LOOKBACK } from "./defineCandle.ts";
import type { Candles } from "./measure.ts";

/** Rows behind a pattern in which it can be confirmed. */
const PATIENCE = 3;

/**
 * A pattern that later closes can confirm: ±100 where it is found, ±200 where one of the next three candles closes beyond the candle before the pattern's last, else 0.
 * `find` gives 100, −100 or 0 for the candles up to row t, of which `candles` − 1 are before it. NaN for t < first.
 */
export function confirmedPattern(name: string, { open, high, low, close }: BarLines, first: number, rows: number, find: (candles: Candles, t: number) => number): Line {
  return operator(`candle ${name}`, [open, high, low, close], [], {
    delay: first,
    lookback: CANDLE_LOOKBACK,
    registers: 2,
    start: ([open, high, low, close], [out], registers) => {
      const candles = { open, high, low, close };
      return (from, to, seen) => {
        for (let t = from; t < to; t++) {
          const found = seen + t - from < rows ? 0 : find(candles, t);
          out[t] = found === 0 ? confirm(candles, t, registers) : found;
          if (found === 0) continue;
          registers[0] = found;
          registers[1] = 0;
        }
      };
    },
  });
}

/** Registers: the sign of the pattern that waits, 0 for none, and its age in rows. */
function confirm({ high, low, close }: Candles, t: number, registers: Float64Array): number {
  const waiting = registers[0]!;
  if (waiting === 0) return 0;
  const age = ++registers[1]!;
  const before = t - age - 1;
  const isConfirmed = waiting > 0 ? close[t]! > high[before]! : close[t]! < low[before]!;
  if (isConfirmed || age === PATIENCE) registers[0] = 0;
  return isConfirmed ? 2 * waiting : 0;
}
