import type { layers, serialization, Tensor } from "@tensorflow/tfjs";
import { type RandomKey, toSeed } from "../../random/index.ts";
import { TensorflowError } from "../error.ts";
import { tf } from "../load.ts";
import { dropoutMask } from "./dropoutMask.ts";
import { NoiseLayer, type NoiseConfig } from "./noiseLayer.ts";

type DropoutOptions = { readonly rate: number; readonly key: RandomKey; readonly name?: string };
type DropoutConfig = NoiseConfig & { readonly rate: number };

/**
 * Inverted dropout with a key: in training each value is kept with probability 1−rate and divided by it. Srivastava 2014.
 * in: any shape  out: the same shape
 */
export function dropout({ key, ...options }: DropoutOptions): layers.Layer {
  return new SeededDropout({ ...options, seed: toSeed(key) });
}

/** Dropout of whole features: a feature is kept or dropped at all steps of a sequence. Tompson 2015. in: [B, T, F]  out: [B, T, F] */
export function spatialDropout1d({ key, ...options }: DropoutOptions): layers.Layer {
  return new SeededSpatialDropout1d({ ...options, seed: toSeed(key) });
}

class SeededDropout extends NoiseLayer {
  static readonly className: string = "SeededDropout";
  readonly rate: number;

  constructor(config: DropoutConfig) {
    super(config);
    if (!(config.rate >= 0 && config.rate < 1)) throw new TensorflowError(`dropout: rate must be in [0, 1), got ${config.rate}`);
    this.rate = config.rate;
  }

  override disturb(x: Tensor, counter: Tensor): Tensor {
    return this.rate === 0 ? tf.clone(x) : tf.mul(x, dropoutMask(this.maskShape(x), this.rate, this.seed, counter));
  }

  maskShape(x: Tensor): number[] {
    return x.shape;
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.rate, seed: this.seed };
  }
}
tf.serialization.registerClass(SeededDropout);

class SeededSpatialDropout1d extends SeededDropout {
  static override readonly className = "SeededSpatialDropout1d";

  override maskShape(x: Tensor): number[] {
    const [batch = 1, , features = 1] = x.shape;
    return [batch, 1, features];
  }
}
tf.serialization.registerClass(SeededSpatialDropout1d);
