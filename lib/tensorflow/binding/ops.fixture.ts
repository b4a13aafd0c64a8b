import type { Tensor } from "@tensorflow/tfjs";
import { randomKey, randomStream } from "../../random/index.ts";
import { tf } from "../load.ts";
import { runOp } from "../native.ts";

/** Sizes of a recurrent op: T steps, B rows of a batch, F features, H units. */
export type Sizes = { readonly T: number; readonly B: number; readonly F: number; readonly H: number };

/** Normal numbers of deviation ½ in a shape. */
export function drawn(shape: readonly number[], seed: number): Tensor {
  const { normal } = randomStream(randomKey(seed));
  return tf.tensor(Float32Array.from({ length: count(shape) }, () => 0.5 * normal()), [...shape]);
}

/** Zeros and ones, about one zero in four. */
export function drawnMask(shape: readonly number[], seed: number): Tensor {
  const { uniform } = randomStream(randomKey(seed));
  return tf.tensor(Float32Array.from({ length: count(shape) }, () => (uniform() < 0.25 ? 0 : 1)), [...shape]);
}

/** What stands for a tensor that is left out. */
export const absent = (): Tensor => tf.zeros([0]);

/** An op's outputs for inputs, which may be undefined. */
export const op = (name: string, inputs: readonly (Tensor | undefined)[], outputs: number): Tensor[] => runOp(name, [], inputs.map((input) => input ?? absent()), outputs);

/** The numbers as their bits, so that −0 is not 0 and NaN is itself. */
export const bits = (tensors: readonly Tensor[]): Uint32Array[] => tensors.map((tensor) => new Uint32Array(Float32Array.from(tensor.dataSync()).buffer));

/** Greatest difference of two tensors, as a share of the second's greatest value where that is above 1. NaN is refused by comparison with a limit. */
export function apart(a: Tensor, b: Tensor): number {
  return tf.tidy(() => tf.div(tf.max(tf.abs(tf.sub(a, b))), tf.maximum(1, tf.max(tf.abs(b)))).dataSync()[0]!);
}

/** One step of a recurrent net in plain ops: the input's row of the step and the states to the new states, the output first. */
export type PlainStep = (x: Tensor, states: readonly Tensor[]) => readonly Tensor[];

/** Runs steps over x [T, B, F]; where the mask is 0 states are kept. Returns all outputs [T, B, H] and the last states. */
export function plainLoop(x: Tensor, mask: Tensor | undefined, states: readonly Tensor[], step: PlainStep): { readonly h: Tensor; readonly last: readonly Tensor[] } {
  const [steps = 0, batch = 0, features = 0] = x.shape;
  let last = states;
  const outputs = Array.from({ length: steps }, (_, t) => {
    const after = step(tf.reshape(tf.slice(x, [t, 0, 0], [1, batch, features]), [batch, features]), last);
    const read = mask && tf.reshape(tf.slice(mask, [t, 0], [1, batch]), [batch, 1]); // 1 or 0 a row
    last = read ? after.map((state, k) => tf.add(tf.mul(read, state), tf.mul(tf.sub(1, read), last[k]!))) : after;
    return last[0]!;
  });
  return { h: tf.stack(outputs, 0), last };
}

const count = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);
