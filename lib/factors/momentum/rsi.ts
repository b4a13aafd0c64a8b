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

function share(gain: number, loss: number): number {
  const moved = gain + loss;
  return moved === 0 ? 50 : (100 * gain) / moved;
}

function single(x: Float64Array, out: Float64Array, registers: Float64Array, register: number, period: number): Kernel {
  const weight = 1 / period;
  return (from, to, seen) => {
    let gain = registers[register]!;
    let loss = registers[register + 1]!;
    let t = from;
    for (let n = seen; t < to && n <= period; t++, n++) {
      const step = n === 0 ? 0 : x[t]! - x[t - 1]!;
      if (step > 0) gain += step;
      else loss -= step;
      if (n < period) continue;
      gain /= period;
      loss /= period;
      out[t] = share(gain, loss);
    }
    for (; t < to; t++) {
      const step = x[t]! - x[t - 1]!;
      const rise = 0.5 * (step + Math.abs(step));
      gain += weight * (rise - gain);
      loss += weight * (rise - step - loss);
      out[t] = share(gain, loss);
    }
    registers[register] = gain;
    registers[register + 1] = loss;
  };
}

function eachAlone(x: Float64Array, parameters: readonly (readonly number[])[], outputs: readonly Float64Array[], registers: Float64Array): Kernel {
  const kernels = parameters.map(([period], k) => single(x, outputs[k]!, registers, 2 * k, period!));
  return (from, to, seen) => {
    for (const kernel of kernels) kernel(from, to, seen);
  };
}

/** An average waits for its own last value; those of four periods side by side wait together. Rises and falls are told apart without a branch, exactly. */
function four(x: Float64Array, parameters: readonly (readonly number[])[], outputs: readonly Float64Array[], registers: Float64Array): Kernel {
  const start = eachAlone(x, parameters, outputs, registers);
  const longest = Math.max(...parameters.map(([period]) => period!));
  const [a, b, c, d] = parameters.map(([period]) => 1 / period!) as [number, number, number, number];
  const [outA, outB, outC, outD] = outputs as [Float64Array, Float64Array, Float64Array, Float64Array];
  return (from, to, seen) => {
    const settled = Math.min(to, Math.max(from, from + longest + 1 - seen));
    if (from < settled) start(from, settled, seen);
    let gainA = registers[0]!, lossA = registers[1]!, gainB = registers[2]!, lossB = registers[3]!;
    let gainC = registers[4]!, lossC = registers[5]!, gainD = registers[6]!, lossD = registers[7]!;
    for (let t = settled; t < to; t++) {
      const step = x[t]! - x[t - 1]!;
      const rise = 0.5 * (step + Math.abs(step));
      const fall = rise - step;
      gainA += a * (rise - gainA);
      lossA += a * (fall - lossA);
      gainB += b * (rise - gainB);
      lossB += b * (fall - lossB);
      gainC += c * (rise - gainC);
      lossC += c * (fall - lossC);
      gainD += d * (rise - gainD);
      lossD += d * (fall - lossD);
      outA[t] = share(gainA, lossA);
      outB[t] = share(gainB, lossB);
      outC[t] = share(gainC, lossC);
      outD[t] = share(gainD, lossD);
    }
    registers[0] = gainA;
    registers[1] = lossA;
    registers[2] = gainB;
    registers[3] = lossB;
    registers[4] = gainC;
    registers[5] = lossC;
    registers[6] = gainD;
    registers[7] = lossD;
  };
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
