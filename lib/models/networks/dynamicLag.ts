import { type RandomKey, split } from "../../random/index.ts";
import { dense, gru, tf } from "../../tensorflow/index.ts";
import { ModelError } from "../error.ts";
import { outputLayers } from "../layers/outputLayers.ts";
import { softlyLagged, softMask } from "../layers/softLag.ts";
import { through, type Described } from "../layers/through.ts";
import type { Network, Outputs } from "../network.ts";

export type DynamicLagConfig = {
  /** L: lags 1 .. L are looked at; the window must be as long. Default 30. */
  readonly maxLag?: number;
  /** τ: how sharp the choice is. Near 0 it is one lag and learns slowly; large, all lags count alike. Default 1. */
  readonly temperature?: number;
  /** H, units of the GRU that reads the window to choose. Default 16. */
  readonly units?: number;
  /** Default: one value. */
  readonly outputs?: Outputs;
};

/**
 * A network that finds out how far back the market looks: it reads the recent window, chooses a lag, and foretells from the values at that lag.
 * A chosen whole number would have no gradient; the softmax over lags has one (Bridle 1990; as in Bahdanau 2014, https://arxiv.org/abs/1409.0473).
 *   h = GRU(x)      m = softmax((U h + u) / τ)      s = Σ_ℓ m_ℓ x_{T+1−ℓ}      ŷ = w·s + b
 * Lag 1 is the last step. `lagsOf` reads the lag out: the rounded, smoothed mean of the mask.
 * Axes: B batch, T steps, F features, H units, L lags, K outputs.
 */
export function dynamicLag(config: DynamicLagConfig = {}): Network {
  const { maxLag = 30, outputs } = config;
  return {
    name: `dynamic lag 1–${maxLag}`,
    ...(outputs ? { outputs } : {}),
    build: ({ features, lookback }, key) => {
      const x = tf.input({ shape: [lookback, features] }); // [B, T, F]
      const selected = atSoftLag(x, key, config); // [B, F]
      return tf.model({ inputs: x, outputs: through(selected, ...outputLayers(outputs, split(key, "head"))) }); // [B, K]
    },
  };
}

/** The choice of the lag and the window's values there: the part that `dynamicLagLstm` shares. in: [B, T, F]  out: [B, F] */
export function atSoftLag(x: Described, key: RandomKey, { maxLag = 30, temperature = 1, units = 16 }: DynamicLagConfig): Described {
  const steps = x.shape[1] ?? 0;
  if (!(Number.isInteger(maxLag) && maxLag >= 1)) throw new ModelError(`dynamicLag: maxLag must be a whole number ≥ 1, got ${maxLag}`);
  if (!(temperature > 0 && temperature < Infinity)) throw new ModelError(`dynamicLag: temperature must be positive, got ${temperature}`);
  if (steps < maxLag) throw new ModelError(`dynamicLag: lags up to ${maxLag} need windows of at least ${maxLag} steps, these have ${steps}. Give a longer lookback or a smaller maxLag.`);
  const reader = gru({ units, key: split(key, "lag reader"), name: "lag_reader" });
  const scores = dense({ units: maxLag, key: split(key, "lag scores"), name: "lag_scores" });
  const mask = through(x, reader, scores, softMask({ temperature, name: "lag_mask" })); // [B, L]
  return through([x, mask], softlyLagged({ name: "at_lag" })); // [B, F]
}
