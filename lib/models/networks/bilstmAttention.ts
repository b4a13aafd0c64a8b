import { split } from "../../random/index.ts";
import { bidirectional, dropout, lstm, tf } from "../../tensorflow/index.ts";
import { customAttention } from "../layers/customAttention.ts";
import { outputLayers } from "../layers/outputLayers.ts";
import type { Network, Outputs } from "../network.ts";

export type BilstmAttentionConfig = {
  /** H, units of each direction. Default 128. */
  readonly units?: number;
  /** Bidirectional layers on one another. Default 3. */
  readonly layers?: number;
  /** A, the width in which the attention judges steps. Default H. */
  readonly attentionUnits?: number;
  /** Dropout after each layer. Default 0.2. */
  readonly dropoutRate?: number;
  /** Default: three heads, "1 h", "24 h" and the probability of "direction". */
  readonly outputs?: Outputs;
};

/** Returns of two horizons and the direction; `slidingWindows` takes the targets of the second and the third as `others`. */
export const THREE_HEADS: Outputs = {
  kind: "heads",
  heads: [{ name: "1 h", kind: "value" }, { name: "24 h", kind: "value" }, { name: "direction", kind: "probability" }],
};

/**
 * Bidirectional LSTM layers, an additive attention that pools their steps, and heads.
 * Schuster & Paliwal 1997, https://doi.org/10.1109/78.650093; Bahdanau, Cho & Bengio 2014, https://arxiv.org/abs/1409.0473.
 *   h_t = [LSTM→(x_1 … x_t), LSTM←(x_T … x_t)]       both read the window alone, which lies in the past
 *   e_t = v·tanh(W h_t + b)   a = softmax(e)   c = Σ_t a_t h_t
 *   ŷ_k = w_k·c + b_k, and σ of it where the head is a probability
 * Axes: B batch, T steps, F features, H units, K heads.
 */
export function bilstmAttention({ dropoutRate = 0.2, layers = 3, outputs = THREE_HEADS, units: H = 128, attentionUnits = H }: BilstmAttentionConfig = {}): Network {
  return {
    name: `BiLSTM ${layers}×${H} attention`,
    outputs,
    build: ({ features, lookback }, key) => {
      const model = tf.sequential(); // [B, T, F]
      for (let layer = 1; layer <= layers; layer++) {
        const inputShape = layer === 1 ? { inputShape: [lookback, features] as const } : {};
        const forward = lstm({ units: H, returnSequences: true, key: split(key, `lstm ${layer}`), name: `lstm_${layer}` });
        model.add(bidirectional(forward, { name: `bilstm_${layer}`, ...inputShape })); // [B, T, 2H]
        model.add(dropout({ rate: dropoutRate, key: split(key, `dropout ${layer}`), name: `dropout_${layer}` })); // the same
      }
      model.add(customAttention({ units: attentionUnits, key: split(key, "attention"), name: "attention" })); // [B, 2H]
      for (const layer of outputLayers(outputs, split(key, "head"))) model.add(layer); // [B, K]
      return model;
    },
  };
}
