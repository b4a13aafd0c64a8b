import type { layers, serialization, Shape, Tensor } from "@tensorflow/tfjs";
import { type RandomKey, randomKey, split, toSeed } from "../../random/index.ts";
import type { Activation } from "./dense.ts";
import { TensorflowError } from "../error.ts";
import { singleShape, singleTensor } from "../inputs.ts";
import { tf } from "../load.ts";

type ConvConfig = {
  filters: number;
  kernelSize: number;
  dilation?: number;
  activation?: Activation;
  seed: number;
  name?: string;
  inputShape?: Shape;
};

/**
 * A causal convolution over time: step t sees the steps t, t−d, … t−(K−1)d and none later; zeros stand before the first step.
 *   y_t = a(Σ_k x_{t−(K−1−k)d} W_k + b)
 * As one product of shifted copies, because wasm has no gradient of its own convolution. Kernel [K, F, C], bias [C], as in Keras.
 * in: [B, T, F]  out: [B, T, C]
 */
export function conv1d({ inputShape, key, ...options }: {
  readonly filters: number;
  readonly kernelSize: number;
  readonly dilation?: number;
  readonly activation?: Activation;
  readonly key: RandomKey;
  readonly inputShape?: readonly [number, number];
  readonly name?: string;
}): layers.Layer {
  return new CausalConv1d({ ...options, seed: toSeed(key), ...(inputShape ? { inputShape: [...inputShape] } : {}) });
}

class CausalConv1d extends tf.layers.Layer {
  static readonly className = "CausalConv1d";
  readonly filters: number;
  readonly kernelSize: number;
  readonly dilation: number;
  readonly activation: Activation;
  readonly seed: number;

  constructor(config: ConvConfig) {
    super(config);
    const { activation = "linear", dilation = 1, filters, kernelSize, seed } = config;
    for (const [name, value] of Object.entries({ filters, kernelSize, dilation })) {
      if (!Number.isInteger(value) || value < 1) throw new TensorflowError(`conv1d: ${name} must be a whole number ≥ 1, got ${value}`);
    }
    this.filters = filters;
    this.kernelSize = kernelSize;
    this.dilation = dilation;
    this.activation = activation;
    this.seed = seed;
  }

  override build(inputShape: Shape | Shape[]): void {
    const [, , features] = singleShape("conv1d", inputShape, 3);
    const seed = toSeed(split(randomKey(this.seed), "kernel"));
    this.addWeight("kernel", [this.kernelSize, features!, this.filters], "float32", tf.initializers.glorotUniform({ seed }));
    this.addWeight("bias", [this.filters], "float32", tf.initializers.zeros());
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [batch = null, steps = null] = singleShape("conv1d", inputShape, 3);
    return [batch, steps, this.filters];
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => {
      const [kernel, bias] = this.weights.map((weight) => weight.read());
      const x = singleTensor(inputs);
      const [B = 1, T = 1, F = 1] = x.shape;
      const reach = (this.kernelSize - 1) * this.dilation;
      const padded = tf.pad(x, [[0, 0], [reach, 0], [0, 0]]); // [B, reach+T, F]
      const shifted = Array.from({ length: this.kernelSize }, (_, k) => tf.slice(padded, [0, k * this.dilation, 0], [B, T, F]));
      const seen = tf.reshape(tf.concat(shifted, 2), [B * T, this.kernelSize * F]);
      const y = tf.add(tf.matMul(seen, tf.reshape(kernel!, [this.kernelSize * F, this.filters])), bias!); // [B·T, C]
      return tf.reshape(ACTIVATIONS[this.activation](y), [B, T, this.filters]);
    });
  }

  override getConfig(): serialization.ConfigDict {
    const { activation, dilation, filters, kernelSize, seed } = this;
    return { ...super.getConfig(), filters, kernelSize, dilation, activation, seed };
  }
}
tf.serialization.registerClass(CausalConv1d);

const ACTIVATIONS: Readonly<Record<Activation, (x: Tensor) => Tensor>> = {
  linear: (x) => x,
  relu: (x) => tf.relu(x),
  tanh: (x) => tf.tanh(x),
  sigmoid: (x) => tf.sigmoid(x),
};
