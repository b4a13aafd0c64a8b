import type { Bars } from "../../../lib/market/bars.ts";
import { randomKey, randomStream } from "../../../lib/random/index.ts";

const [MINUTE, DAY] = [60_000, 86_400_000];

/** Bars, a day or, of many, a minute apart, of a walk that is pulled back to 100, the same for the same count. No two averages of its prices are equal, so that no rounding decides a crossing. */
export function walkBars(rows: number): Bars {
  const { normal } = randomStream(randomKey(8));
  const column = () => new Float64Array(rows);
  const bars: Bars = { symbol: "WALK", interval: rows > 30_000 ? "1m" : "1d", provenance: `pulled-back walk, seed 8, ${rows} bars`, closeTime: column(), open: column(), high: column(), low: column(), close: column(), volume: column() };
  let logarithm = 0;
  for (let t = 0; t < rows; t++) {
    const open = 100 * Math.exp(logarithm + 1e-3 * normal());
    logarithm = 0.999 * logarithm + 1e-2 * normal();
    const close = 100 * Math.exp(logarithm);
    // So many days would leave the calendar of Python's dates.
    bars.closeTime[t] = (t + 1) * (rows > 30_000 ? MINUTE : DAY);
    bars.open[t] = open;
    bars.close[t] = close;
    bars.high[t] = 1.001 * Math.max(open, close);
    bars.low[t] = 0.999 * Math.min(open, close);
    bars.volume[t] = 1e6;
  }
  return bars;
}
