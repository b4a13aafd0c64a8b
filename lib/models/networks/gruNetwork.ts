import { split } from "../../random/index.ts";
import { dropout, gru, tf } from "../../tensorflow/index.ts";
import { outputLayers } from "../layers/outputLayers.ts";
import type { Network, Outputs } from "../network.ts";

export type GruConfig = {
  /** Units of each GRU layer, first to last. Default [32]. */
  readonly units?: readonly number[];
  readonly dropoutRate?: number;
  /** Default: one value. */
  readonly outputs?: Outputs;
};

/**
 * A stack of gated recurrent units with dropout and a dense head. Cho et al. 2014, https://arxiv.org/abs/1406.1078,
 * with the reset gate after the product, as Keras and cuDNN have it.
 *   z = σ(W_z x + b_z + U_z h + v_z)   r = σ(W_r x + b_r + U_r h + v_r)
 *   ĥ = tanh(W_h x + b_h + r∘(U_h h + v_h))   h ← z∘h + (1−z)∘ĥ   ŷ = w·h_T + b
 * Axes: B batch, T steps, F features, H units.
 */
export function gruNetwork({ dropoutRate = 0.2, outputs, units = [32] }: GruConfig = {}): Network {
  return {
    name: `GRU ${units.join("-")}`,
    ...(outputs ? { outputs } : {}),
    build: ({ features, lookback }, key) => {
      const model = tf.sequential(); // [B, T, F]
      units.forEach((H, layer) => {
        const last = layer === units.length - 1;
        const inputShape = layer === 0 ? { inputShape: [lookback, features] as const } : {};
        model.add(gru({ units: H, returnSequences: !last, key: split(key, `gru ${layer}`), name: `gru_${layer + 1}`, ...inputShape })); // [B, T, H], the last [B, H]
        model.add(dropout({ rate: dropoutRate, key: split(key, `dropout ${layer}`), name: `dropout_${layer + 1}` })); // the same
      });
      for (const layer of outputLayers(outputs, split(key, "head"))) model.add(layer); // [B, K]
      return model;
    },
  };
}
