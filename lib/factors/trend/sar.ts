import { operator, type Line } from "../engine/line.ts";
import { defineFactor, realNumber, type BarLines } from "../factor.ts";
import { distance } from "../operators/index.ts";

/**
 * Parabolic stop and reverse: trails the price by a share of the distance to the extreme of the trend, a share that grows with every new extreme.
 * A bar that touches it turns the trend. The first trend is up unless the second low fell further than the second high rose. Price, NaN on the first row. Wilder 1978.
 */
export function parabolicStop({ high, low }: Pick<BarLines, "high" | "low">, acceleration: number, most: number): Line {
  const step = Math.min(acceleration, most);
  return operator("parabolicStop", [high, low], [step, most], {
    delay: 1,
    lookback: 1,
    registers: 4,
    start: ([high, low], [out], registers) => (from, to, seen) => {
      const second = from + 1 - seen;
      if (second >= from && second < to) begin(high, low, second, step, registers);
      run(high, low, out, Math.max(from, second), to, second, step, most, registers);
    },
  });
}

/** Registers: 1 for a rising trend and −1 for a falling one, the stop of the next bar, the extreme, the share. */
function begin(high: Float64Array, low: Float64Array, t: number, step: number, registers: Float64Array): void {
  const fall = low[t - 1]! - low[t]!;
  const isFalling = fall > 0 && fall > high[t]! - high[t - 1]!;
  registers[0] = isFalling ? -1 : 1;
  registers[1] = isFalling ? high[t - 1]! : low[t - 1]!;
  registers[2] = isFalling ? low[t]! : high[t]!;
  registers[3] = step;
}

function run(high: Float64Array, low: Float64Array, out: Float64Array, from: number, to: number, second: number, step: number, most: number, registers: Float64Array): void {
  let trend = registers[0]!, stop = registers[1]!, extreme = registers[2]!, share = registers[3]!;
  for (let t = from; t < to; t++) {
    const top = high[t]!;
    const bottom = low[t]!;
    // The first bar gives the stop of the second and no bounds.
    const topBefore = t === second ? top : high[t - 1]!;
    const bottomBefore = t === second ? bottom : low[t - 1]!;
    if (trend > 0 ? bottom <= stop : top >= stop) {
      trend = -trend;
      stop = extreme;
      if (trend > 0) {
        if (stop > bottomBefore) stop = bottomBefore;
        if (stop > bottom) stop = bottom;
        extreme = top;
      } else {
        if (stop < topBefore) stop = topBefore;
        if (stop < top) stop = top;
        extreme = bottom;
      }
      share = step;
      out[t] = stop;
    } else {
      out[t] = stop;
      if (trend > 0 ? top > extreme : bottom < extreme) {
        extreme = trend > 0 ? top : bottom;
        share += step;
        if (share > most) share = most;
      }
    }
    stop += share * (extreme - stop);
    if (trend > 0) {
      if (stop > bottomBefore) stop = bottomBefore;
      if (stop > bottom) stop = bottom;
    } else {
      if (stop < topBefore) stop = topBefore;
      if (stop < top) stop = top;
    }
  }
  registers[0] = trend;
  registers[1] = stop;
  registers[2] = extreme;
  registers[3] = share;
}

export const sarFactor = defineFactor({
  name: "sar",
  family: "trend",
  formula: "stop += share·(extreme − stop), share grows by acceleration up to most with each new extreme; never inside the last two bars; a touch turns it to the extreme; distance = close/sar − 1",
  source: "Wilder 1978; TA-Lib SAR",
  edge: "the price itself on flat prices, distance 0",
  inputs: ["high", "low", "close"],
  parameters: { acceleration: realNumber(0.001, 1), most: realNumber(0.001, 1) },
  outputs: [
    { id: "sar", description: "Parabolic stop and reverse", unit: "price" },
    { id: "sar_distance", description: "Distance of the close to the parabolic stop: above 0 in a rising trend", unit: "ratio" },
  ],
  defaults: [],
  more: [[0.02, 0.2]],
  lines: (bar, { acceleration, most }) => {
    const stop = parabolicStop(bar, acceleration, most);
    return [stop, distance(bar.close, stop)];
  },
});
