import { compileStep, tf, type Tensor } from "../../lib/tensorflow/index.ts";

export function denseForward(x: number[], W: number[][], b: number[]): number[] {
  return b.map((bias, u) => x.reduce((sum, value, f) => sum + value * W[f]![u]!, bias));
}

export function nextCell(zi: number, zf: number, zg: number, c: number): number {
  const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
  return sigmoid(zf) * c + sigmoid(zi) * Math.tanh(zg);
}

export function parameterCount(units: number, features: number): number {
  const [kernel, recurrent, bias] = [features * units, units * units, units];
  return 4 * (kernel + recurrent + bias);
}

const standardised = compileStep((x: Tensor) => {
  const { mean, variance } = tf.moments(x, 0);
  return tf.div(tf.sub(x, mean), tf.sqrt(variance));
}, { name: "standardise" });

export function standardise(rows: number[][]): unknown {
  return tf.tidy(() => standardised(tf.tensor2d(rows)).arraySync());
}
