import type { layers } from "@tensorflow/tfjs";
import { type RandomKey, split } from "../../random/index.ts";
import { tf } from "../load.ts";
import { fanInUniform, glorotUniform } from "./initializers.ts";

export type Activation = "linear" | "relu" | "tanh" | "sigmoid";

/** A dense layer, tfjs's own, with seeded weights (Glorot & Bengio 2010, or by the fan in alone). in: [..., F]  out: [..., units] */
export function dense({ activation = "linear", firstWeights = "glorot", inputShape, key, ...options }: {
  readonly units: number;
  readonly activation?: Activation;
  /** Default "glorot". */
  readonly firstWeights?: "glorot" | "fanIn";
  readonly key: RandomKey;
  readonly inputShape?: readonly number[];
  readonly name?: string;
}): layers.Layer {
  const kernelInitializer = (firstWeights === "fanIn" ? fanInUniform : glorotUniform)(split(key, "kernel"));
  return tf.layers.dense({ ...options, activation, kernelInitializer, ...(inputShape ? { inputShape: [...inputShape] } : {}) });
}
