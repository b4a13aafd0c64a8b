import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { sum } from "../operators/index.ts";
import { trueRange } from "../volatility/trueRange.ts";

/** How far the close is above the lower of the low and the close before. Price, NaN on the first row. */
function buyingPressure(low: Line, close: Line): Line {
  return operator("buyingPressure", [low, close], [], { delay: 1, lookback: 1, start: ([low, close], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = close[t]! - (low[t]! < close[t - 1]! ? low[t]! : close[t - 1]!);
  } });
}

export const ultimateOscillatorFactor = defineFactor({
  name: "ultimate_oscillator",
  family: "momentum",
  formula: "100·(4·s(short) + 2·s(middle) + s(long))/7, s(n) = Σ (close − min(low, close[−1])) / Σ true range over n",
  source: "Williams 1985; TA-Lib ULTOSC",
  edge: "an empty range counts ½: 50 on flat prices (TA-Lib: 0)",
  inputs: ["high", "low", "close"],
  parameters: { short: barCount(1, 500), middle: barCount(1, 500), long: barCount(1, 1000) },
  outputs: [{ id: "ultimate_oscillator", description: "Ultimate oscillator: buying pressure over three periods", unit: "percent" }],
  defaults: [],
  more: [[7, 14, 28]],
  refuse: ({ short, middle, long }) => (short <= middle && middle <= long ? undefined : `short (${short}) must not be above middle (${middle}), nor middle above long (${long}): the shortest counts four times`),
  lines: (bar, { short, middle, long }) => {
    const pressure = buyingPressure(bar.low, bar.close);
    const range = trueRange(bar);
    const sums = [sum(pressure, short), sum(range, short), sum(pressure, middle), sum(range, middle), sum(pressure, long), sum(range, long)] as const;
    return [operator("ultimateOscillator", sums, [], { start: ([a, rangeA, b, rangeB, c, rangeC], [out]) => (from, to) => {
      for (let t = from; t < to; t++) {
        const quick = rangeA[t] === 0 ? 0.5 : a[t]! / rangeA[t]!;
        const calm = rangeB[t] === 0 ? 0.5 : b[t]! / rangeB[t]!;
        const slow = rangeC[t] === 0 ? 0.5 : c[t]! / rangeC[t]!;
        out[t] = (100 * (4 * quick + 2 * calm + slow)) / 7;
      }
    } })];
  },
});
