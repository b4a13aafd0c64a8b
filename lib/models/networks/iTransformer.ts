import { split } from "../../random/index.ts";
import { dense, dropout, layerNormalization, tf } from "../../tensorflow/index.ts";
import { encoderBlock } from "../layers/encoderBlock.ts";
import { instanceNormalized, instanceRestored, instanceStatistics } from "../layers/instanceNormalization.ts";
import { seriesHead, type SeriesHead } from "../layers/seriesHead.ts";
import { through } from "../layers/through.ts";
import { outputWidth, type Network } from "../network.ts";

export type ITransformerConfig = SeriesHead & {
  /** d, the numbers a column; a multiple of the heads. Default 64. */
  readonly width?: number;
  /** Default 4. */
  readonly heads?: number;
  /** Default 2. */
  readonly blocks?: number;
  /** Units of the feed-forward part's inner layer. Default 2 d. */
  readonly inner?: number;
  readonly dropoutRate?: number;
  /** Whether each window is freed of its level and width and the forecast gets them back. Default true. */
  readonly normalized?: boolean;
};

/**
 * iTransformer: the whole window of a column is one word, and attention runs between columns instead of steps.
 * Liu et al. 2024, "Inverted Transformers are effective for time series forecasting", https://arxiv.org/abs/2310.06625.
 *   z = (x − μ) / σ     h_0 = W z_f + b, a word for each column f     h_k = block(h_{k−1})     ŷ_f = σ (W norm(h_N) + b) + μ
 * Axes: B batch, T steps, F features, d width, N blocks, K outputs.
 */
export function iTransformer(config: ITransformerConfig = {}): Network {
  const { blocks = 2, dropoutRate = 0.1, heads = 4, normalized = true, outputs, width = 64, inner = 2 * width } = config;
  return {
    name: `iTransformer ${blocks}×${width}`,
    ...(outputs ? { outputs } : {}),
    build: ({ features, lookback }, key) => {
      const x = tf.input({ shape: [lookback, features] }); // [B, T, F]
      const series = through(x, tf.layers.permute({ dims: [2, 1] })); // [B, F, T]
      const statistics = through(series, instanceStatistics({ name: "level_and_width" })); // [B, F, 2]
      const z = normalized ? through([series, statistics], instanceNormalized({ name: "normalized" })) : series; // [B, F, T]
      const embed = dense({ units: width, key: split(key, "embed"), name: "embed" });
      let h = through(z, embed, dropout({ rate: dropoutRate, key: split(key, "dropout"), name: "dropout" })); // [B, F, d]
      for (let k = 1; k <= blocks; k++) h = encoderBlock(h, `block_${k}`, split(key, `block ${k}`), { activation: "gelu", dropoutRate, heads, inner, preNorm: false, width });
      const project = dense({ units: outputWidth(outputs), key: split(key, "forecast"), name: "forecast" });
      const forecasts = through(h, layerNormalization({ name: "last_norm", epsilon: 1e-5 }), project); // [B, F, K]
      const restored = normalized ? through([forecasts, statistics], instanceRestored({ name: "restored" })) : forecasts; // [B, F, K]
      return tf.model({ inputs: x, outputs: seriesHead(restored, config, split(key, "head")) }); // [B, K]
    },
  };
}
