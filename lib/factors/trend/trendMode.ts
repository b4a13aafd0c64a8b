import { operator, type Line } from "../engine/line.ts";
import type { Hilbert } from "./hilbert.ts";

/** Share of the price that it may be away from the trend before that is a trend. */
const APART = 0.015;

/**
 * 1 where the price has a trend, 0 where it cycles: for half a period after the sine lines cross, and while the phase advances at the pace of the period.
 * A price 1.5 % or more away from the trend line has a trend in any case. Ehlers 2001.
 */
export function trendMode({ cyclePeriod, smooth }: Hilbert, trend: Line, phase: Line, [sine, leadSine]: readonly [Line, Line]): Line {
  return operator("trendMode", [smooth, cyclePeriod, trend, phase, sine, leadSine], [], {
    lookback: 1,
    registers: 1,
    start: ([smooth, cyclePeriod, trend, phase, sine, leadSine], [out], registers) => (from, to, seen) => {
      let rows = registers[0]!;
      for (let t = from; t < to; t++) {
        const isFirst = seen + t - from === 0;
        const ahead = sine[t]! - leadSine[t]!;
        const aheadBefore = isFirst ? 0 : sine[t - 1]! - leadSine[t - 1]!;
        const turns = (ahead > 0 && aheadBefore <= 0) || (ahead < 0 && aheadBefore >= 0);
        rows = turns ? 1 : rows + 1;
        const advance = phase[t]! - (isFirst ? 0 : phase[t - 1]!);
        const pace = 360 / cyclePeriod[t]!;
        const cycles = turns || rows < 0.5 * cyclePeriod[t]! || (advance > 0.67 * pace && advance < 1.5 * pace);
        const isApart = trend[t] !== 0 && Math.abs((smooth[t]! - trend[t]!) / trend[t]!) >= APART;
        out[t] = !cycles || isApart ? 1 : 0;
      }
      registers[0] = rows;
    },
  });
}
