import { operators, type Line } from "../engine/line.ts";
import type { BarLines } from "../factor.ts";
import { trueRange } from "../volatility/trueRange.ts";

/**
 * Wilder sums of upward movement, downward movement and true range: the first period − 1 values are summed,
 * then an equal share of the sum is dropped for each value added. A bar moves upward by what its high exceeds the high before,
 * if that is more than its low falls below the low before. Price, NaN for t < period − 1. Wilder 1978.
 */
export function movementSums(bar: Pick<BarLines, "close" | "high" | "low">, period: number): readonly [up: Line, down: Line, range: Line] {
  const [rise, fall] = movements(bar);
  const delay = Math.max(0, period - 2);
  return operators("movementSums", [rise, fall, trueRange(bar)], [period], {
    delays: [delay, delay, delay] as const,
    registers: 3,
    start: ([rise, fall, range], [rises, falls, ranges], registers) => (from, to, seen) => {
      const summed = Math.min(to, Math.max(from, from + period - 1 - seen));
      run(rise, fall, range, rises, falls, ranges, from, summed, 1, registers);
      run(rise, fall, range, rises, falls, ranges, summed, to, 1 - 1 / period, registers);
    },
  });
}

function movements({ high, low }: Pick<BarLines, "high" | "low">): readonly [rise: Line, fall: Line] {
  return operators("movements", [high, low], [], {
    delays: [1, 1] as const,
    lookback: 1,
    start: ([high, low], [rise, fall]) => (from, to) => {
      for (let t = from; t < to; t++) {
        const up = high[t]! - high[t - 1]!;
        const down = low[t - 1]! - low[t]!;
        rise[t] = up > 0 && up > down ? up : 0;
        fall[t] = down > 0 && down > up ? down : 0;
      }
    },
  });
}

function run(rise: Float64Array, fall: Float64Array, range: Float64Array, rises: Float64Array, falls: Float64Array, ranges: Float64Array, from: number, to: number, kept: number, registers: Float64Array): void {
  let up = registers[0]!, down = registers[1]!, reach = registers[2]!;
  for (let t = from; t < to; t++) {
    up = up * kept + rise[t]!;
    down = down * kept + fall[t]!;
    reach = reach * kept + range[t]!;
    rises[t] = up;
    falls[t] = down;
    ranges[t] = reach;
  }
  registers[0] = up;
  registers[1] = down;
  registers[2] = reach;
}
