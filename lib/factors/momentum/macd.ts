import { operators, type Kernel, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { crossing } from "../operators/index.ts";

/**
 * Moving average convergence/divergence: line = EMA(fast) − EMA(slow), signal = EMA(line), hist = line − signal. Appel 1979.
 * Both averages of x have their first value in row slow − 1, as in TA-Lib: the fast one starts as the mean of the `fast` values up to there.
 * As x, NaN for t < slow − 1 (line), slow + signal − 2 (signal, hist).
 */
export function macd(x: Line, fast: number, slow: number, signal: number): readonly [line: Line, signal: Line, hist: Line] {
  return operators("macd", [x], [fast, slow, signal], {
    delays: [slow - 1, slow + signal - 2, slow + signal - 2] as const,
    registers: 3,
    start: ([x], [line, average, hist], registers) => kernel(x, line, average, hist, registers, fast, slow, signal),
  });
}

function kernel(x: Float64Array, line: Float64Array, average: Float64Array, hist: Float64Array, registers: Float64Array, fast: number, slow: number, signal: number): Kernel {
  const weights = [2 / (fast + 1), 2 / (slow + 1), 2 / (signal + 1)] as const;
  return (from, to, seen) => {
    const settled = Math.min(to, Math.max(from, from + slow + signal - 1 - seen));
    if (from < settled) warmUp(x, line, average, hist, from, settled, seen, registers, weights, fast, slow, signal);
    run(x, line, average, hist, settled, to, registers, ...weights);
  };
}

/** Averages are sums until they have their first value. */
function warmUp(
  x: Float64Array, line: Float64Array, average: Float64Array, hist: Float64Array, from: number, to: number, seen: number, registers: Float64Array,
  weights: readonly [number, number, number], fast: number, slow: number, signal: number,
): void {
  let quick = registers[0]!, calm = registers[1]!, smooth = registers[2]!;
  for (let t = from, n = seen + 1; t < to; t++, n++) {
    const value = x[t]!;
    if (n <= slow) {
      if (n > slow - fast) quick += value;
      calm += value;
      if (n < slow) continue;
      quick /= fast;
      calm /= slow;
    } else {
      quick += weights[0] * (value - quick);
      calm += weights[1] * (value - calm);
    }
    line[t] = quick - calm;
    smooth += quick - calm;
    if (n < slow + signal - 1) continue;
    smooth /= signal;
    average[t] = smooth;
    hist[t] = quick - calm - smooth;
  }
  registers.set([quick, calm, smooth]);
}

function run(
  x: Float64Array, line: Float64Array, average: Float64Array, hist: Float64Array, from: number, to: number, registers: Float64Array, a: number, b: number, c: number,
): void {
  let quick = registers[0]!;
  let calm = registers[1]!;
  let smooth = registers[2]!;
  for (let t = from; t < to; t++) {
    const value = x[t]!;
    quick += a * (value - quick);
    calm += b * (value - calm);
    const height = quick - calm;
    smooth += c * (height - smooth);
    line[t] = height;
    average[t] = smooth;
    hist[t] = height - smooth;
  }
  registers[0] = quick;
  registers[1] = calm;
  registers[2] = smooth;
}

export const macdFactor = defineFactor({
  name: "macd",
  family: "momentum",
  formula: "line = EMA(fast) − EMA(slow); signal = EMA(line, signal); hist = line − signal; cross = ±1 where hist changes sign",
  source: "Appel 1979; TA-Lib MACD",
  edge: "all 0 on flat prices",
  inputs: ["close"],
  parameters: { fast: barCount(2, 500), slow: barCount(3, 1000), signal: barCount(2, 500) },
  outputs: [
    { id: "macd_line", description: "MACD line: fast minus slow average", unit: "price" },
    { id: "macd_signal", description: "Average of the MACD line", unit: "price" },
    { id: "macd_hist", description: "MACD line minus its signal", unit: "price" },
    { id: "macd_cross", description: "1 where the MACD line crosses above its signal, −1 below", unit: "flag" },
  ],
  defaults: [[12, 26, 9]],
  more: [[5, 35, 5], [8, 17, 9]],
  refuse: ({ fast, slow }) => (fast < slow ? undefined : `fast (${fast}) must be shorter than slow (${slow})`),
  lines: ({ close }, { fast, slow, signal }) => {
    const [line, average, hist] = macd(close, fast, slow, signal);
    return [line, average, hist, crossing(hist)];
  },
});
