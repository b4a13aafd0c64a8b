import { split } from "../../random/index.ts";
import { dropout, lstm, tf } from "../../tensorflow/index.ts";
import { outputLayers } from "../layers/outputLayers.ts";
import { through } from "../layers/through.ts";
import type { Network } from "../network.ts";
import { atSoftLag, type DynamicLagConfig } from "./dynamicLag.ts";

export type DynamicLagLstmConfig = DynamicLagConfig & {
  /** Units of the price LSTM. Default 32. */
  readonly lstmUnits?: number;
  /** Dropout behind the LSTM. Default 0.2. */
  readonly dropoutRate?: number;
};

/**
 * A price LSTM that is told the values at the lag that `dynamicLag` chooses; both learn together.
 * LSTM: Hochreiter & Schmidhuber 1997, https://doi.org/10.1162/neco.1997.9.8.1735; the soft choice: Bahdanau 2014, https://arxiv.org/abs/1409.0473.
 *   m = softmax((U GRU(x) + u) / τ)      s = Σ_ℓ m_ℓ x_{T+1−ℓ}      h = LSTM(x)      ŷ = w·[h, s] + b
 * Axes: B batch, T steps, F features, H units, L lags, K outputs.
 */
export function dynamicLagLstm(config: DynamicLagLstmConfig = {}): Network {
  const { dropoutRate = 0.2, lstmUnits = 32, maxLag = 30, outputs } = config;
  return {
    name: `dynamic lag 1–${maxLag} LSTM ${lstmUnits}`,
    ...(outputs ? { outputs } : {}),
    build: ({ features, lookback }, key) => {
      const x = tf.input({ shape: [lookback, features] }); // [B, T, F]
      const selected = atSoftLag(x, key, config); // [B, F]
      const price = through(x, lstm({ units: lstmUnits, key: split(key, "lstm"), name: "lstm" }), dropout({ rate: dropoutRate, key: split(key, "dropout"), name: "dropout" })); // [B, H]
      const both = through([price, selected], tf.layers.concatenate({ name: "price_and_lagged" })); // [B, H + F]
      return tf.model({ inputs: x, outputs: through(both, ...outputLayers(outputs, split(key, "head"))) }); // [B, K]
    },
  };
}
