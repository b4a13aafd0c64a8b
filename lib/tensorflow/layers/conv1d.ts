import type { layers, serialization, Shape, Tensor } from "@tensorflow/tfjs";
import { type RandomKey, randomKey, split, toSeed } from "../../random/index.ts";
import type { Activation } from "./dense.ts";
import { TensorflowError } from "../error.ts";
import { fusedRoutes } from "../graph/routes.ts";
import { singleShape, singleTensor } from "../inputs.ts";
import { tf } from "../load.ts";
import { glorotUniform } from "./initializers.ts";
import { shifted, shiftedOp } from "./shifts.ts";

/** "causal": zeros before the first step; "same": zeros on both sides; "valid": none, so that the output is shorter. */
export type Padding = "causal" | "same" | "valid";

type ConvConfig = {
  filters: number;
  kernelSize: number;
  dilation?: number;
  padding?: Padding;
  activation?: Activation;
  seed: number;
  name?: string;
  inputShape?: Shape;
};

/**
 * A convolution over time, causal unless told otherwise: step t sees the steps t, t−d, … t−(K−1)d and none later.
 *   y_t = a(Σ_k x_{t−(K−1−k)d} W_k + b)
 * As one product of shifted copies: wasm has no gradient of its own convolution, native none with dilation.
 * Kernel [K, F, C], bias [C], as in Keras. "same" and "valid" see later steps: not for forecasts of each step.
 * in: [B, T, F]  out: [B, T, C], or [B, T−(K−1)d, C] with "valid"
 */
export function conv1d({ inputShape, key, ...options }: {
  readonly filters: number;
  readonly kernelSize: number;
  readonly dilation?: number;
  readonly padding?: Padding;
  readonly activation?: Activation;
  readonly key: RandomKey;
  readonly inputShape?: readonly [number, number];
  readonly name?: string;
}): layers.Layer {
  return new Conv1d({ ...options, seed: toSeed(key), ...(inputShape ? { inputShape: [...inputShape] } : {}) });
}

class Conv1d extends tf.layers.Layer {
  /** The name in models saved before there was a choice of padding. */
  static readonly className = "CausalConv1d";
  readonly options: { readonly filters: number; readonly kernelSize: number; readonly dilation: number; readonly padding: Padding; readonly activation: Activation; readonly seed: number };

  constructor(config: ConvConfig) {
    super(config);
    const { activation = "linear", dilation = 1, filters, kernelSize, padding = "causal", seed } = config;
    for (const [name, value] of Object.entries({ filters, kernelSize, dilation })) {
      if (!Number.isInteger(value) || value < 1) throw new TensorflowError(`conv1d: ${name} must be a whole number ≥ 1, got ${value}`);
    }
    if (!["causal", "same", "valid"].includes(padding)) throw new TensorflowError(`conv1d: padding must be "causal", "same" or "valid", got "${padding}"`);
    this.options = { filters, kernelSize, dilation, padding, activation, seed };
  }

  override build(inputShape: Shape | Shape[]): void {
    const [, , features] = singleShape("conv1d", inputShape, 3);
    const { filters, kernelSize, seed } = this.options;
    this.addWeight("kernel", [kernelSize, features!, filters], "float32", glorotUniform(split(randomKey(seed), "kernel")));
    this.addWeight("bias", [filters], "float32", tf.initializers.zeros());
    super.build(inputShape);
  }

  /** Steps from the first to the last that a filter sees, without one. */
  private reach(): number {
    return (this.options.kernelSize - 1) * this.options.dilation;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [batch = null, steps = null] = singleShape("conv1d", inputShape, 3);
    const { filters, padding } = this.options;
    return [batch, steps === null || padding !== "valid" ? steps : steps - this.reach(), filters];
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => {
      const [kernel, bias] = this.weights.map((weight) => weight.read());
      const { activation, dilation, filters, kernelSize, padding } = this.options;
      const x = singleTensor(inputs);
      const reach = this.reach();
      const before = { causal: reach, same: Math.floor(reach / 2), valid: 0 }[padding];
      const after = padding === "same" ? reach - before : 0;
      const [B = 1, given = 1, F = 1] = x.shape;
      const T = given + before + after - reach;
      if (T < 1) throw new TensorflowError(`"${this.name}": ${given} steps are fewer than the ${reach + 1} that a filter sees; use padding "causal" or a shorter kernel`);
      const route = fusedRoutes() ? shiftedOp : shifted;
      const seen = tf.reshape(route(x, { count: kernelSize, dilation, before, after }), [B * T, kernelSize * F]);
      const y = tf.add(tf.matMul(seen, tf.reshape(kernel!, [kernelSize * F, filters])), bias!); // [B·T, C]
      return tf.reshape(ACTIVATIONS[activation](y), [B, T, filters]);
    });
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), ...this.options };
  }
}
tf.serialization.registerClass(Conv1d);

const ACTIVATIONS: Readonly<Record<Activation, (x: Tensor) => Tensor>> = {
  linear: (x) => x,
  relu: (x) => tf.relu(x),
  tanh: (x) => tf.tanh(x),
  sigmoid: (x) => tf.sigmoid(x),
};
