import { split } from "../../random/index.ts";
import { dropout, lstm, tf } from "../../tensorflow/index.ts";
import { outputLayers } from "../layers/outputLayers.ts";
import { through } from "../layers/through.ts";
import type { Network, Outputs } from "../network.ts";
import { encodedSteps, type TransformerConfig } from "./transformerEncoder.ts";

export type TransformerLstmConfig = Omit<TransformerConfig, "pooling" | "outputs"> & {
  /** Units of the LSTM behind the encoder. Default 32. */
  readonly units?: number;
  /** Default: one value. */
  readonly outputs?: Outputs;
};

/**
 * A Transformer encoder whose steps an LSTM reads in order: attention gathers, the recurrence keeps the order.
 * Encoder: Vaswani et al. 2017, https://arxiv.org/abs/1706.03762; LSTM: Hochreiter & Schmidhuber 1997; both in one: Wang et al. 2019 (R-Transformer), https://arxiv.org/abs/1907.05572,
 * which puts the recurrence first.
 *   z = encoder(x)     h_t, c_t = LSTM(z_t, h_{t−1}, c_{t−1})     ŷ = w·h_T + b
 * Axes: B batch, T steps, F features, d width, H units, K outputs.
 */
export function transformerLstm({ outputs, units = 32, ...config }: TransformerLstmConfig = {}): Network {
  const { blocks = 1, dropoutRate = 0.1, width = 64 } = config;
  return {
    name: `Transformer ${blocks}×${width} + LSTM ${units}`,
    ...(outputs ? { outputs } : {}),
    build: ({ features, lookback }, key) => {
      const x = tf.input({ shape: [lookback, features] }); // [B, T, F]
      const encoded = encodedSteps(x, key, { ...config, blocks }); // [B, T, d]
      const last = through(encoded, lstm({ units, key: split(key, "lstm"), name: "lstm" }), dropout({ rate: dropoutRate, key: split(key, "dropout lstm"), name: "dropout_lstm" })); // [B, H]
      return tf.model({ inputs: x, outputs: through(last, ...outputLayers(outputs, split(key, "head"))) }); // [B, K]
    },
  };
}
