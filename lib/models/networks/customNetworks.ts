import { split } from "../../random/index.ts";
import { dense, lstm, tf } from "../../tensorflow/index.ts";
import { customAttention } from "../layers/customAttention.ts";
import { customDense } from "../layers/customDense.ts";
import { customLstm } from "../layers/customLstm.ts";
import type { Network } from "../network.ts";

/** Two dense layers of one's own on the flattened window: h = x W + b, ŷ = w·h + b. A linear model in two steps, for teaching. */
export function customDenseNetwork({ units }: { readonly units: number }): Network {
  return {
    name: `own Dense ${units}`,
    build: ({ features, lookback }, key) =>
      tf.sequential({
        layers: [
          tf.layers.flatten({ inputShape: [lookback, features] }), // [B, T·F]
          customDense({ units, key: split(key, "hidden") }), // [B, H]
          customDense({ units: 1, key: split(key, "head") }), // [B, 1]
        ],
      }),
  };
}

/** The LSTM of one's own with a dense head. The same key gives the first weights of `lstmNetwork` with one layer of as many units. */
export function customLstmNetwork({ units }: { readonly units: number }): Network {
  return {
    name: `own LSTM ${units}`,
    build: ({ features, lookback }, key) =>
      tf.sequential({
        layers: [
          customLstm({ units, key: split(key, "lstm 0"), inputShape: [lookback, features] }), // [B, H]
          dense({ units: 1, key: split(key, "head") }), // [B, 1]
        ],
      }),
  };
}

/** An LSTM whose steps the attention of one's own pools, and a dense head: what `attentionWeights` shows of each window. */
export function customAttentionNetwork({ units }: { readonly units: number }): Network {
  return {
    name: `own attention ${units}`,
    build: ({ features, lookback }, key) =>
      tf.sequential({
        layers: [
          lstm({ units, returnSequences: true, key: split(key, "lstm 0"), inputShape: [lookback, features] }), // [B, T, H]
          customAttention({ units, key: split(key, "attention"), name: "attention" }), // [B, H]
          dense({ units: 1, key: split(key, "head") }), // [B, 1]
        ],
      }),
  };
}
