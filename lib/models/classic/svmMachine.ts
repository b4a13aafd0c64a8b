import type { SvmProblem, SvmSolution } from "./libsvm.ts";

/** A solution with its vectors, ready to decide. */
export type SvmMachine = Pick<SvmSolution, "coefficients" | "offsets"> & Pick<SvmProblem, "gamma" | "kernel" | "width"> & { /** [S·P] */ readonly vectors: Float32Array };

/** Rows of a table. out: [S·P] */
export function supportVectors(values: Float32Array, width: number, rows: Int32Array): Float32Array {
  const out = new Float32Array(rows.length * width);
  for (let s = 0; s < rows.length; s++) out.set(values.subarray(rows[s]! * width, (rows[s]! + 1) * width), s * width);
  return out;
}

/** f of each row for each pair of classes. in: [N·P]  out: [N·D] */
export function decisionValues(values: Float32Array, { coefficients, gamma, kernel, offsets, vectors, width }: SvmMachine): Float64Array {
  const [count, many, pairs] = [values.length / width, vectors.length / width, offsets.length];
  const out = new Float64Array(count * pairs);
  for (let n = 0; n < count; n++) {
    for (let d = 0; d < pairs; d++) out[n * pairs + d] = -offsets[d]!;
    for (let s = 0; s < many; s++) {
      let sum = 0;
      if (kernel === "linear") for (let p = 0; p < width; p++) sum += values[n * width + p]! * vectors[s * width + p]!;
      else for (let p = 0; p < width; p++) sum += (values[n * width + p]! - vectors[s * width + p]!) ** 2;
      const likeness = kernel === "linear" ? sum : Math.exp(-gamma * sum);
      for (let d = 0; d < pairs; d++) out[n * pairs + d]! += coefficients[d * many + s]! * likeness;
    }
  }
  return out;
}

/** (0, 1), (0, 2), … (1, 2), … */
export function pairsOf(classes: number): readonly (readonly [number, number])[] {
  return Array.from({ length: classes }, (_, a) => Array.from({ length: classes - a - 1 }, (_unused, k) => [a, a + 1 + k] as const)).flat();
}

/** The class with the most of the pairs, the first of equals, as libsvm decides. */
export function votedClass(decisions: Float64Array, labels: readonly number[]): number {
  const votes = labels.map(() => 0);
  for (const [d, [a, b]] of pairsOf(labels.length).entries()) votes[decisions[d]! > 0 ? a : b]!++;
  return labels[votes.indexOf(Math.max(...votes))]!;
}

/** γ as libsvm is given it, in Float32. "scale": 1 / (P · variance of all inputs), 1 / P where they are constant. in: [N·P] */
export function scaleGamma(gamma: number | "scale", values: Float32Array, width: number): number {
  if (gamma !== "scale") return Math.fround(gamma);
  let mean = 0;
  let square = 0;
  for (let at = 0; at < values.length; at++) mean += values[at]! / values.length;
  for (let at = 0; at < values.length; at++) square += (values[at]! - mean) ** 2 / values.length;
  return Math.fround(1 / (width * (square > 0 ? square : 1)));
}
