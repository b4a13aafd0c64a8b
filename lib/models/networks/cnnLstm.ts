import { split } from "../../random/index.ts";
import { conv1d, dense, dropout, lstm, tf } from "../../tensorflow/index.ts";
import { maxPool1d } from "../layers/maxPool.ts";
import { outputLayers } from "../layers/outputLayers.ts";
import type { Network, Outputs } from "../network.ts";

export type CnnLstmConfig = {
  /** C, filters of each convolution, first to last. Default [32, 64]. */
  readonly filters?: readonly number[];
  /** Steps each filter sees. Default 3. */
  readonly kernelSize?: number;
  /** H, units of the LSTM. Default 64. */
  readonly units?: number;
  /** Units of the dense layer behind it. Default 32. */
  readonly denseUnits?: number;
  /** Dropout behind the LSTM. Default 0.2. */
  readonly dropoutRate?: number;
  /** Default: one value. */
  readonly outputs?: Outputs;
};

/**
 * Convolutions that find short patterns, a pooling that halves the steps, and an LSTM that remembers what was found: 60 × 8 windows and others.
 * Livieris, Pintelas & Pintelas 2020, "A CNN–LSTM model for gold price time-series forecasting", https://doi.org/10.1007/s00521-020-04867-x.
 *   z_0 = x   z_k = relu(W_k * z_{k−1} + b_k)   p_t = max(z_{2t−1}, z_{2t})   h = LSTM(p)   ŷ = w·relu(D h + d) + b
 * Axes: B batch, T steps, F features, C filters, H units.
 */
export function cnnLstm({ denseUnits = 32, dropoutRate = 0.2, filters = [32, 64], kernelSize = 3, outputs, units: H = 64 }: CnnLstmConfig = {}): Network {
  return {
    name: `CNN-LSTM ${filters.join("-")}-${H}`,
    ...(outputs ? { outputs } : {}),
    build: ({ features, lookback }, key) => {
      const model = tf.sequential(); // [B, T, F]
      filters.forEach((C, k) => {
        const inputShape = k === 0 ? { inputShape: [lookback, features] as const } : {};
        model.add(conv1d({ filters: C, kernelSize, activation: "relu", key: split(key, `conv ${k}`), name: `conv_${k + 1}`, ...inputShape })); // [B, T, C]
      });
      if (lookback > 1) model.add(maxPool1d({ name: "pool" })); // [B, ⌊T/2⌋, C]
      model.add(lstm({ units: H, key: split(key, "lstm"), name: "lstm" })); // [B, H]
      model.add(dropout({ rate: dropoutRate, key: split(key, "dropout"), name: "dropout" })); // [B, H]
      model.add(dense({ units: denseUnits, activation: "relu", key: split(key, "dense"), name: "dense" })); // [B, D]
      for (const layer of outputLayers(outputs, split(key, "head"))) model.add(layer); // [B, K]
      return model;
    },
  };
}
