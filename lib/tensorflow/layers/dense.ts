import type { layers } from "@tensorflow/tfjs";
import { type RandomKey, split, toSeed } from "../../random/index.ts";
import { tf } from "../load.ts";

export type Activation = "linear" | "relu" | "tanh" | "sigmoid";

/** A dense layer, tfjs's own, with seeded weights (Glorot & Bengio 2010). in: [B, F]  out: [B, units] */
export function dense({ activation = "linear", inputShape, key, ...options }: {
  readonly units: number;
  readonly activation?: Activation;
  readonly key: RandomKey;
  readonly inputShape?: readonly number[];
  readonly name?: string;
}): layers.Layer {
  const kernelInitializer = tf.initializers.glorotUniform({ seed: toSeed(split(key, "kernel")) });
  return tf.layers.dense({ ...options, activation, kernelInitializer, ...(inputShape ? { inputShape: [...inputShape] } : {}) });
}
