import type { Tensor } from "@tensorflow/tfjs";
import { randomKey, randomStream, split } from "../../random/index.ts";
import { tf } from "../load.ts";
import { isNative, nativeBackend, runOp } from "../native.ts";

/**
 * Uniform numbers on [0, 1) that depend on the seed and a counter alone: no hidden state, so a run can be repeated.
 * Native: the op StatelessRandomUniform (Philox, Salmon 2011). Elsewhere: a stream of lib/random; the bits differ between engines.
 * in: counter, int32 scalar  out: float32 of the shape
 */
export function seededUniform(shape: number[], seed: number, counter: Tensor): Tensor {
  if (!isNative()) {
    const count = shape.reduce((product, size) => product * size, 1);
    const { uniform } = randomStream(split(randomKey(seed), `call ${counter.dataSync()[0]}`));
    return tf.tensor(Float32Array.from({ length: count }, uniform), shape);
  }
  const { binding } = nativeBackend();
  const attributes = [
    { name: "dtype", type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: "T", type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 },
    { name: "Tseed", type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 },
  ];
  const seeds = tf.stack([tf.scalar(seed, "int32"), counter]);
  const [uniform] = runOp("StatelessRandomUniform", attributes, [tf.tensor1d(shape, "int32"), seeds], 1);
  return uniform!;
}
