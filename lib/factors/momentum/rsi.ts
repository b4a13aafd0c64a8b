import { operator, type Kernel, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";

/**
 * Relative strength index: 100·G/(G+L), G and L the Wilder averages of rises and falls of x. Wilder 1978.
 * Percent, NaN for t < period. 50 where nothing has moved.
 */
export function rsi(x: Line, period: number): Line {
  return operator("rsi", [x], [period], {
    delay: period,
    lookback: 1,
    registers: 2,
    start: ([x], [out], registers) => single(x, out, registers, 0, period),
    lanes: { kind: "rsi", parameters: [period], start: (parameters, [x], outputs, registers) => (parameters.length === 4 ? four(x!, parameters, outputs, registers) : eachAlone(x!, parameters, outputs, registers)) },
  });
}

function share(rises: number, moves: number): number {
  return moves === 0 ? 50 : (100 * rises) / moves;
}

/**
 * Of rises and of all moves, period times the Wilder average is kept: sums that lose a part 1/period at each step, G + L in place of L.
 * Rises are told from falls without a branch, which prices would lead astray; the half of step + |step| is exact.
 * Where x stands still the share is that of before: both sums shrink alike, in the end to nothing.
 */
function single(x: Float64Array, out: Float64Array, registers: Float64Array, register: number, period: number): Kernel {
  const kept = 1 - 1 / period;
  return (from, to, seen) => {
    let rises = registers[register]!;
    let moves = registers[register + 1]!;
    let t = from;
    for (let n = seen; t < to && n <= period; t++, n++) {
      const step = n === 0 ? 0 : x[t]! - x[t - 1]!;
      rises += 0.5 * (step + Math.abs(step));
      moves += Math.abs(step);
      out[t] = share(rises, moves);
    }
    for (; t < to; t++) {
      const step = x[t]! - x[t - 1]!;
      const size = Math.abs(step);
      rises = rises * kept + 0.5 * (step + size);
      moves = moves * kept + size;
      out[t] = size === 0 ? out[t - 1]! : (100 * rises) / moves;
    }
    registers[register] = rises;
    registers[register + 1] = moves;
  };
}

function eachAlone(x: Float64Array, parameters: readonly (readonly number[])[], outputs: readonly Float64Array[], registers: Float64Array): Kernel {
  const kernels = parameters.map(([period], k) => single(x, outputs[k]!, registers, 2 * k, period!));
  return (from, to, seen) => {
    for (const kernel of kernels) kernel(from, to, seen);
  };
}

/** An average waits for its own last value; those of four periods side by side wait together. */
function four(x: Float64Array, parameters: readonly (readonly number[])[], outputs: readonly Float64Array[], registers: Float64Array): Kernel {
  const start = eachAlone(x, parameters, outputs, registers);
  const longest = Math.max(...parameters.map(([period]) => period!));
  const [a, b, c, d] = parameters.map(([period]) => 1 - 1 / period!) as [number, number, number, number];
  const [outA, outB, outC, outD] = outputs as [Float64Array, Float64Array, Float64Array, Float64Array];
  return (from, to, seen) => {
    const settled = Math.min(to, Math.max(from, from + longest + 1 - seen));
    if (from < settled) start(from, settled, seen);
    let riseA = registers[0]!, moveA = registers[1]!, riseB = registers[2]!, moveB = registers[3]!;
    let riseC = registers[4]!, moveC = registers[5]!, riseD = registers[6]!, moveD = registers[7]!;
    let hasStood = 0;
    for (let t = settled; t < to; t++) {
      const step = x[t]! - x[t - 1]!;
      const size = Math.abs(step);
      hasStood |= Number(size === 0);
      const rise = 0.5 * (step + size);
      riseA = riseA * a + rise;
      moveA = moveA * a + size;
      riseB = riseB * b + rise;
      moveB = moveB * b + size;
      riseC = riseC * c + rise;
      moveC = moveC * c + size;
      riseD = riseD * d + rise;
      moveD = moveD * d + size;
      outA[t] = (100 * riseA) / moveA;
      outB[t] = (100 * riseB) / moveB;
      outC[t] = (100 * riseC) / moveC;
      outD[t] = (100 * riseD) / moveD;
    }
    registers[0] = riseA;
    registers[1] = moveA;
    registers[2] = riseB;
    registers[3] = moveB;
    registers[4] = riseC;
    registers[5] = moveC;
    registers[6] = riseD;
    registers[7] = moveD;
    if (hasStood !== 0) keepWhereStood(x, outA, outB, outC, outD, settled, to);
  };
}

/** Behind the tight loop, so that it has no branch. */
function keepWhereStood(x: Float64Array, outA: Float64Array, outB: Float64Array, outC: Float64Array, outD: Float64Array, from: number, to: number): void {
  for (let t = from; t < to; t++) {
    if (x[t] !== x[t - 1]) continue;
    outA[t] = outA[t - 1]!;
    outB[t] = outB[t - 1]!;
    outC[t] = outC[t - 1]!;
    outD[t] = outD[t - 1]!;
  }
}

export const rsiFactor = defineFactor({
  name: "rsi",
  family: "momentum",
  formula: "100·G/(G+L); G, L = Wilder averages over period of rises and falls of the close",
  source: "Wilder 1978; TA-Lib RSI",
  edge: "50 if the close has not moved since the start",
  inputs: ["close"],
  parameters: { period: barCount(2, 200) },
  outputs: [{ id: "rsi", description: "Relative strength index: share of rises in the movement", unit: "percent" }],
  defaults: [[2], [7], [14], [21], [50]],
  example: [14],
  lines: ({ close }, { period }) => [rsi(close, period)],
});
