import { selectNth } from "../selectNth.ts";

/** Numbers of a sample of a long column: enough that a bound read off it leaves few numbers too many. */
const SAMPLE = 4096;

/** The lowest and the highest numbers of a column, each at least as many as asked for, in no order. */
export type Ends = { readonly low: Float64Array; readonly high: Float64Array };

/**
 * Both ends of a column, so that whoever needs them alone need not sort the middle: bounds from an even sample, then one pass that keeps what lies beyond them.
 * A column whose sample misleads, or that is short, is returned whole: the bounds change the work alone. in: x [N] of finite numbers, how many are `needed` of each end
 */
export function ends(x: ArrayLike<number>, needed: number): Ends {
  const count = x.length;
  if (count > 16 * SAMPLE && needed < count / 8) {
    const sample = new Float64Array(SAMPLE);
    const step = count / SAMPLE;
    for (let k = 0; k < SAMPLE; k++) sample[k] = x[Math.floor(k * step)]!;
    const share = needed / count;
    // Four standard errors further in than the share itself.
    const inside = Math.ceil(SAMPLE * share + 4 * Math.sqrt(SAMPLE * share * (1 - share)) + 4);
    const lowest = selectNth(sample, inside);
    const highest = selectNth(sample, SAMPLE - 1 - inside, inside);
    const room = Math.ceil(((2 * inside) / SAMPLE) * count);
    const low = new Float64Array(room);
    const high = new Float64Array(room);
    let below = 0;
    let above = 0;
    for (let t = 0; t < count && below < room && above < room; t++) {
      const value = x[t]!;
      if (value <= lowest) low[below++] = value;
      else if (value >= highest) high[above++] = value;
    }
    if (below >= needed && above >= needed && below < room && above < room) return { low: low.subarray(0, below), high: high.subarray(0, above) };
  }
  return { low: Float64Array.from(x), high: Float64Array.from(x) };
}
