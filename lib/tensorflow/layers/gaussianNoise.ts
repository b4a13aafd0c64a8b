import type { layers, serialization, Tensor } from "@tensorflow/tfjs";
import { type RandomKey, toSeed } from "../../random/index.ts";
import { TensorflowError } from "../error.ts";
import { tf } from "../load.ts";
import { NoiseLayer, type NoiseConfig } from "./noiseLayer.ts";
import { seededNormal } from "./seededUniform.ts";

/** Adds normal noise of a deviation in training, nothing elsewhere. Bishop 1995. in: any shape  out: the same shape */
export function gaussianNoise({ key, ...options }: { readonly deviation: number; readonly key: RandomKey; readonly name?: string }): layers.Layer {
  return new SeededGaussianNoise({ ...options, seed: toSeed(key) });
}

class SeededGaussianNoise extends NoiseLayer {
  static readonly className = "SeededGaussianNoise";
  readonly deviation: number;

  constructor(config: NoiseConfig & { readonly deviation: number }) {
    super(config);
    if (!(config.deviation >= 0 && Number.isFinite(config.deviation))) throw new TensorflowError(`gaussianNoise: deviation must be a number ≥ 0, got ${config.deviation}`);
    this.deviation = config.deviation;
  }

  override disturb(x: Tensor, counter: Tensor): Tensor {
    return tf.add(x, tf.mul(seededNormal(x.shape, this.seed, counter), this.deviation));
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), deviation: this.deviation, seed: this.seed };
  }
}
tf.serialization.registerClass(SeededGaussianNoise);
