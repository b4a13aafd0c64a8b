import { split } from "../../random/index.ts";
import { dense, dropout, tf } from "../../tensorflow/index.ts";
import { outputLayers } from "../layers/outputLayers.ts";
import type { Network, Outputs } from "../network.ts";

export type DenseConfig = {
  /** Units of each hidden layer. Default [32, 16]. */
  readonly units?: readonly number[];
  readonly dropoutRate?: number;
  /** Default: one value. */
  readonly outputs?: Outputs;
};

/**
 * A multilayer perceptron on the flattened window. Rumelhart, Hinton & Williams 1986, https://doi.org/10.1038/323533a0.
 *   h_0 = flatten(x)   h_k = relu(W_k h_{k−1} + b_k)   ŷ = w·h_K + b
 * Axes: B batch, T steps, F features, H units.
 */
export function denseNetwork({ dropoutRate = 0.2, outputs, units = [32, 16] }: DenseConfig = {}): Network {
  return {
    name: `Dense ${units.join("-")}`,
    ...(outputs ? { outputs } : {}),
    build: ({ features, lookback }, key) => {
      const model = tf.sequential(); // [B, T, F]
      model.add(tf.layers.flatten({ inputShape: [lookback, features] })); // [B, T·F]
      units.forEach((H, layer) => {
        model.add(dense({ units: H, activation: "relu", key: split(key, `dense ${layer}`), name: `dense_${layer + 1}` })); // [B, H]
        model.add(dropout({ rate: dropoutRate, key: split(key, `dropout ${layer}`), name: `dropout_${layer + 1}` })); // [B, H]
      });
      for (const layer of outputLayers(outputs, split(key, "head"))) model.add(layer); // [B, K]
      return model;
    },
  };
}
