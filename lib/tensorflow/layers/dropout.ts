import type { layers, serialization, Tensor } from "@tensorflow/tfjs";
import { type RandomKey, toSeed } from "../../random/index.ts";
import { TensorflowError } from "../error.ts";
import { singleTensor } from "../inputs.ts";
import { tf } from "../load.ts";
import { seededUniform } from "./seededUniform.ts";

type DropoutConfig = { readonly rate: number; readonly seed: number; readonly name?: string };

/**
 * Inverted dropout with a key: in training each value is kept with probability 1−rate and divided by it. Srivastava 2014.
 * A counter, saved with the weights, numbers the training calls: another mask each call, the same masks each run.
 * in: any shape  out: the same shape
 */
export function dropout({ key, ...options }: { readonly rate: number; readonly key: RandomKey; readonly name?: string }): layers.Layer {
  return new SeededDropout({ ...options, seed: toSeed(key) });
}

class SeededDropout extends tf.layers.Layer {
  static readonly className = "SeededDropout";
  readonly rate: number;
  readonly seed: number;

  constructor(config: DropoutConfig) {
    super(config);
    if (!(config.rate >= 0 && config.rate < 1)) throw new TensorflowError(`dropout: rate must be in [0, 1), got ${config.rate}`);
    this.rate = config.rate;
    this.seed = config.seed;
  }

  override build(): void {
    this.addWeight("calls", [], "int32", tf.initializers.zeros(), undefined, false);
    this.built = true;
  }

  override call(inputs: Tensor | Tensor[], { training = false }: { training?: boolean } = {}): Tensor {
    return tf.tidy(() => {
      const x = singleTensor(inputs);
      const calls = this.weights[0]!;
      if (!training || this.rate === 0) return tf.clone(x);
      const keep = tf.greaterEqual(seededUniform(x.shape, this.seed, calls.read()), this.rate);
      calls.write(tf.add(calls.read(), tf.scalar(1, "int32")));
      return tf.mul(tf.mul(x, tf.cast(keep, "float32")), 1 / (1 - this.rate));
    });
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.rate, seed: this.seed };
  }
}
tf.serialization.registerClass(SeededDropout);
