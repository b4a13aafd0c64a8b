import { type RandomKey, toSeed } from "../../random/index.ts";
import { tf } from "../load.ts";

type Initializer = ReturnType<typeof tf.initializers.zeros>;

/** Uniform on ±√(6 / (fan in + fan out)). Glorot & Bengio 2010. */
export function glorotUniform(key: RandomKey): Initializer {
  return tf.initializers.glorotUniform({ seed: seedOf(key) });
}

/** Normal of variance 2 / fan in, cut at two deviations: for layers that end in a rectifier. He 2015. */
export function heNormal(key: RandomKey): Initializer {
  return tf.initializers.heNormal({ seed: seedOf(key) });
}

/** Uniform on ±1/√(fan in): PyTorch's first weights of a linear layer, smaller than Glorot's where many numbers go in and few come out. LeCun et al. 1998. */
export function fanInUniform(key: RandomKey): Initializer {
  return tf.initializers.varianceScaling({ scale: 1 / 3, mode: "fanIn", distribution: "uniform", seed: seedOf(key) });
}

/** TensorFlow.js takes a seed of 0 for no seed and would draw one. */
function seedOf(key: RandomKey): number {
  return toSeed(key) || 1;
}
