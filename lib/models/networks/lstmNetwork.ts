import { split } from "../../random/index.ts";
import { dropout, lstm, tf } from "../../tensorflow/index.ts";
import { outputLayers } from "../layers/outputLayers.ts";
import type { Network, Outputs } from "../network.ts";

export type LstmConfig = {
  /** Units of each LSTM layer, first to last. Default [32]. */
  readonly units?: readonly number[];
  /** Dropout after each LSTM layer. Default 0.2. */
  readonly dropoutRate?: number;
  /** Default: one value. */
  readonly outputs?: Outputs;
};

/**
 * A stack of LSTM layers with dropout and a dense head.
 * Hochreiter & Schmidhuber 1997, https://doi.org/10.1162/neco.1997.9.8.1735; forget gate: Gers, Schmidhuber & Cummins 2000.
 *   i = σ(W_i x + U_i h + b_i)   f = σ(W_f x + U_f h + b_f)   o = σ(W_o x + U_o h + b_o)
 *   g = tanh(W_g x + U_g h + b_g)   c ← f∘c + i∘g   h ← o∘tanh(c)   ŷ = w·h_T + b
 * Axes: B batch, T steps, F features, H units.
 */
export function lstmNetwork({ dropoutRate = 0.2, outputs, units = [32] }: LstmConfig = {}): Network {
  return {
    name: `LSTM ${units.join("-")}`,
    ...(outputs ? { outputs } : {}),
    build: ({ features, lookback }, key) => {
      const model = tf.sequential(); // [B, T, F]
      units.forEach((H, layer) => {
        const last = layer === units.length - 1;
        const inputShape = layer === 0 ? { inputShape: [lookback, features] as const } : {};
        model.add(lstm({ units: H, returnSequences: !last, key: split(key, `lstm ${layer}`), name: `lstm_${layer + 1}`, ...inputShape })); // [B, T, H], the last [B, H]
        model.add(dropout({ rate: dropoutRate, key: split(key, `dropout ${layer}`), name: `dropout_${layer + 1}` })); // the same
      });
      for (const layer of outputLayers(outputs, split(key, "head"))) model.add(layer); // [B, K]
      return model;
    },
  };
}
