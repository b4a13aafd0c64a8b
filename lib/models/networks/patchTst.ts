import { split } from "../../random/index.ts";
import { dense, dropout, tf } from "../../tensorflow/index.ts";
import { ModelError } from "../error.ts";
import { encoderBlock } from "../layers/encoderBlock.ts";
import { instanceNormalized, instanceRestored, instanceStatistics } from "../layers/instanceNormalization.ts";
import { learntPositions } from "../layers/learntPositions.ts";
import { patches, unfolded } from "../layers/patches.ts";
import { seriesHead, type SeriesHead } from "../layers/seriesHead.ts";
import { through } from "../layers/through.ts";
import { outputWidth, type Network } from "../network.ts";

export type PatchTstConfig = SeriesHead & {
  /** Steps a patch. Default 16. */
  readonly patch?: number;
  /** Steps from one patch to the next. Default 8. */
  readonly stride?: number;
  /** d, the numbers a patch; a multiple of the heads. Default 32. */
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
  /** Of the blocks: over the batch, as in the paper, or over each patch's numbers. Default "batch". */
  readonly normalization?: "batch" | "layer";
};

/**
 * PatchTST: each column by itself, cut into patches that a Transformer reads as words.
 * Nie et al. 2023, "A time series is worth 64 words", https://arxiv.org/abs/2211.14730; normalization of windows: Kim et al. 2022 (RevIN).
 *   z = (x − μ) / σ     x_p = patches(z)     h_0 = W_p x_p + W_pos     h_k = block(h_{k−1})     ŷ = σ (W flatten(h_N) + b) + μ
 * As in the authors' code no attention weight is dropped, and the first weights of the dense layers are uniform within ±1/√(numbers in).
 * Axes: B batch, T steps, F features, P patches, L steps a patch, d width, N blocks, K outputs.
 */
export function patchTst(config: PatchTstConfig = {}): Network {
  const { blocks = 2, dropoutRate = 0.2, heads = 4, normalization = "batch", normalized = true, outputs, patch = 16, stride = 8, width = 32, inner = 2 * width } = config;
  return {
    name: `PatchTST ${blocks}×${width}, patches of ${patch}`,
    ...(outputs ? { outputs } : {}),
    build: ({ features: F, lookback: T }, key) => {
      if (T < patch) throw new ModelError(`patchTst: a window of ${T} steps holds no patch of ${patch}. Give windows of at least ${patch} steps or a shorter patch.`);
      const x = tf.input({ shape: [T, F] }); // [B, T, F]
      const series = through(x, tf.layers.permute({ dims: [2, 1] })); // [B, F, T]
      const statistics = through(series, instanceStatistics({ name: "level_and_width" })); // [B, F, 2]
      const z = normalized ? through([series, statistics], instanceNormalized({ name: "normalized" })) : series; // [B, F, T]
      const project = dense({ units: width, firstWeights: "fanIn", key: split(key, "project"), name: "project" });
      let h = through(z, patches({ length: patch, stride, name: "patches" }), project, learntPositions({ key: split(key, "positions"), name: "positions" }), dropout({ rate: dropoutRate, key: split(key, "dropout"), name: "dropout" })); // [B·F, P, d]
      for (let k = 1; k <= blocks; k++) h = encoderBlock(h, `block_${k}`, split(key, `block ${k}`), { activation: "gelu", attentionDropout: 0, dropoutRate, firstWeights: "fanIn", heads, inner, normalization, preNorm: false, width });
      const words = through(h, unfolded({ series: F, name: "words" })); // [B, F, P·d]
      const forecasts = through(words, dense({ units: outputWidth(outputs), firstWeights: "fanIn", key: split(key, "forecast"), name: "forecast" })); // [B, F, K]
      const restored = normalized ? through([forecasts, statistics], instanceRestored({ name: "restored" })) : forecasts; // [B, F, K]
      return tf.model({ inputs: x, outputs: seriesHead(restored, config, split(key, "head")) }); // [B, K]
    },
  };
}
