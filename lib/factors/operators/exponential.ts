import { operator, type Kernel, type Line } from "../engine/line.ts";

/** Exponential moving average: moves by 2/(period+1) of the difference to each new value; starts as the mean of the first `period` values. */
export function ema(x: Line, period: number): Line {
  return period === 1 ? x : exponential(x, period, 2 / (period + 1));
}

/** Wilder's average: moves by 1/period of the difference; starts as the mean of the first `period` values. Wilder 1978. */
export function wilder(x: Line, period: number): Line {
  return period === 1 ? x : exponential(x, period, 1 / period);
}

/** Average that moves by `weight` of the difference to each new value; starts as the mean of the first `period` values. */
export function exponential(x: Line, period: number, weight: number): Line {
  return operator("exponential", [x], [period, weight], {
    delay: period - 1,
    registers: 1,
    start: ([x], [out], registers) => single(x, out, registers, 0, period, weight),
    lanes: { kind: "exponential", parameters: [period, weight], start: (parameters, [x], outputs, registers) => (parameters.length === 4 ? four(x!, parameters, outputs, registers) : eachAlone(x!, parameters, outputs, registers)) },
  });
}

function single(x: Float64Array, out: Float64Array, registers: Float64Array, register: number, period: number, weight: number): Kernel {
  return (from, to, seen) => {
    let average = registers[register]!;
    let t = from;
    for (let n = seen + 1; t < to && n <= period; t++, n++) {
      average += x[t]!;
      if (n === period) average /= period;
      out[t] = average;
    }
    for (; t < to; t++) {
      average += weight * (x[t]! - average);
      out[t] = average;
    }
    registers[register] = average;
  };
}

function eachAlone(x: Float64Array, parameters: readonly (readonly number[])[], outputs: readonly Float64Array[], registers: Float64Array): Kernel {
  const kernels = parameters.map(([period, weight], k) => single(x, outputs[k]!, registers, k, period!, weight!));
  return (from, to, seen) => {
    for (const kernel of kernels) kernel(from, to, seen);
  };
}

/** An average waits for its own last value; four of them side by side wait together. */
function four(x: Float64Array, parameters: readonly (readonly number[])[], outputs: readonly Float64Array[], registers: Float64Array): Kernel {
  const start = eachAlone(x, parameters, outputs, registers);
  const longest = Math.max(...parameters.map(([period]) => period!));
  const [a, b, c, d] = parameters.map(([, weight]) => weight!) as [number, number, number, number];
  const [outA, outB, outC, outD] = outputs as [Float64Array, Float64Array, Float64Array, Float64Array];
  return (from, to, seen) => {
    const settled = Math.min(to, Math.max(from, from + longest - seen));
    if (from < settled) start(from, settled, seen);
    let averageA = registers[0]!, averageB = registers[1]!, averageC = registers[2]!, averageD = registers[3]!;
    for (let t = settled; t < to; t++) {
      const value = x[t]!;
      averageA += a * (value - averageA);
      averageB += b * (value - averageB);
      averageC += c * (value - averageC);
      averageD += d * (value - averageD);
      outA[t] = averageA;
      outB[t] = averageB;
      outC[t] = averageC;
      outD[t] = averageD;
    }
    registers[0] = averageA;
    registers[1] = averageB;
    registers[2] = averageC;
    registers[3] = averageD;
  };
}
