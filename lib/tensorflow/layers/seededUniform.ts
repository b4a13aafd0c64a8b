import type { Tensor } from "@tensorflow/tfjs";
import { randomKey, randomStream, type RandomStream, split } from "../../random/index.ts";
import { tf } from "../load.ts";
import { isNative, nativeBackend, runOp } from "../native.ts";

/**
 * Uniform numbers on [0, 1) that depend on the seed and a counter alone: no hidden state, so a run can be repeated.
 * Native: the op StatelessRandomUniform (Philox, Salmon 2011). Elsewhere: a stream of lib/random; the bits differ between engines,
 * and XLA's compiled form of the op draws bits of its own.
 * in: counter, int32 scalar  out: float32 of the shape
 */
export function seededUniform(shape: number[], seed: number, counter: Tensor): Tensor {
  return isNative() ? stateless("StatelessRandomUniform", shape, seed, counter) : streamed("uniform", shape, seed, counter);
}

/** Standard normal numbers of a seed and a counter, as `seededUniform` draws its. in: counter, int32 scalar  out: float32 of the shape */
export function seededNormal(shape: number[], seed: number, counter: Tensor): Tensor {
  return isNative() ? stateless("StatelessRandomNormal", shape, seed, counter) : streamed("normal", shape, seed, counter);
}

function stateless(op: string, shape: number[], seed: number, counter: Tensor): Tensor {
  const { binding } = nativeBackend();
  const attributes = [
    { name: "dtype", type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: "T", type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 },
    { name: "Tseed", type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 },
  ];
  const seeds = tf.stack([tf.scalar(seed, "int32"), counter]);
  const [numbers] = runOp(op, attributes, [tf.tensor1d(shape, "int32"), seeds], 1);
  return numbers!;
}

function streamed(draw: keyof RandomStream, shape: number[], seed: number, counter: Tensor): Tensor {
  const count = shape.reduce((product, size) => product * size, 1);
  const stream = randomStream(split(randomKey(seed), `call ${counter.dataSync()[0]}`));
  return tf.tensor(Float32Array.from({ length: count }, stream[draw]), shape);
}
