import { split } from "../../random/index.ts";
import { conv1d, dropout, tf } from "../../tensorflow/index.ts";
import { outputLayers } from "../layers/outputLayers.ts";
import type { Network, Outputs } from "../network.ts";

export type ConvConfig = {
  /** Filters of each convolution, first to last. Default [16, 16]. */
  readonly filters?: readonly number[];
  /** Steps each filter sees. Default 3. */
  readonly kernelSize?: number;
  readonly dropoutRate?: number;
  /** Default: one value. */
  readonly outputs?: Outputs;
};

/**
 * A one-dimensional convolutional network over time: causal convolutions and a dense head on all steps.
 * LeCun & Bengio 1995, "Convolutional networks for images, speech, and time series".
 *   h_0 = x   h_k = relu(W_k * h_{k−1} + b_k)   ŷ = w·flatten(h_K) + b
 * Axes: B batch, T steps, F features, C filters.
 */
export function convNetwork({ dropoutRate = 0.2, filters = [16, 16], kernelSize = 3, outputs }: ConvConfig = {}): Network {
  return {
    name: `Conv1D ${filters.join("-")}`,
    ...(outputs ? { outputs } : {}),
    build: ({ features, lookback }, key) => {
      const model = tf.sequential(); // [B, T, F]
      filters.forEach((C, layer) => {
        const inputShape = layer === 0 ? { inputShape: [lookback, features] as const } : {};
        model.add(conv1d({ filters: C, kernelSize, activation: "relu", key: split(key, `conv ${layer}`), name: `conv_${layer + 1}`, ...inputShape })); // [B, T, C]
        model.add(dropout({ rate: dropoutRate, key: split(key, `dropout ${layer}`), name: `dropout_${layer + 1}` })); // [B, T, C]
      });
      model.add(tf.layers.flatten()); // [B, T·C]
      for (const layer of outputLayers(outputs, split(key, "head"))) model.add(layer); // [B, K]
      return model;
    },
  };
}
