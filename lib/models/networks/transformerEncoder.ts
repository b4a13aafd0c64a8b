import { type RandomKey, split } from "../../random/index.ts";
import { dense, dropout, layerNormalization, tf } from "../../tensorflow/index.ts";
import { encoderBlock } from "../layers/encoderBlock.ts";
import { lastStep } from "../layers/lastStep.ts";
import { outputLayers } from "../layers/outputLayers.ts";
import { positionalEncoding } from "../layers/positionalEncoding.ts";
import { through, type Described } from "../layers/through.ts";
import type { Network, Outputs } from "../network.ts";

export type TransformerConfig = {
  /** d, the numbers a step; a multiple of the heads. Default 64. */
  readonly width?: number;
  /** Default 4. */
  readonly heads?: number;
  /** Default 2. */
  readonly blocks?: number;
  /** Units of the feed-forward part's inner layer. Default 2 d. */
  readonly inner?: number;
  readonly dropoutRate?: number;
  /** Normalization before each part instead of behind the sum: trains without a warm-up. Default true. */
  readonly preNorm?: boolean;
  /** Whether a step sees no later one. Default false: all of the window is past. */
  readonly causal?: boolean;
  /** What the head reads: the last step, or the mean of all. Default "mean". */
  readonly pooling?: "last" | "mean";
  /** Default: one value. */
  readonly outputs?: Outputs;
};

/**
 * The encoder of a Transformer over the steps of the window, and a dense head.
 * Vaswani et al. 2017, "Attention is all you need", https://arxiv.org/abs/1706.03762.
 *   x_0 = W x + b + PE     x_k = block(x_{k−1})     ŷ = w·pool(x_N) + b
 *   attention(q, k, v) = softmax(q kᵀ / √(d/heads)) v     PE(t, 2i) = sin(t / 10000^(2i/d)), cos for 2i+1
 * Axes: B batch, T steps, F features, d width, N blocks, K outputs.
 */
export function transformerEncoder(config: TransformerConfig = {}): Network {
  const { blocks = 2, outputs, pooling = "mean", width = 64 } = config;
  return {
    name: `Transformer ${blocks}×${width}`,
    ...(outputs ? { outputs } : {}),
    build: ({ features, lookback }, key) => {
      const x = tf.input({ shape: [lookback, features] }); // [B, T, F]
      const encoded = encodedSteps(x, key, config); // [B, T, d]
      const pooled = through(encoded, pooling === "last" ? lastStep({ name: "last_step" }) : tf.layers.globalAveragePooling1d()); // [B, d]
      return tf.model({ inputs: x, outputs: through(pooled, ...outputLayers(outputs, split(key, "head"))) }); // [B, K]
    },
  };
}

/** Projection, positions and blocks: the part that `transformerLstm` shares. in: [B, T, F]  out: [B, T, d] */
export function encodedSteps(x: Described, key: RandomKey, { blocks = 2, causal = false, dropoutRate = 0.1, heads = 4, preNorm = true, width = 64, inner = 2 * width }: TransformerConfig): Described {
  const project = dense({ units: width, key: split(key, "project"), name: "project" });
  let steps = through(x, project, positionalEncoding({ name: "positions" }), dropout({ rate: dropoutRate, key: split(key, "dropout"), name: "dropout" })); // [B, T, d]
  for (let k = 1; k <= blocks; k++) steps = encoderBlock(steps, `block_${k}`, split(key, `block ${k}`), { activation: "relu", causal, dropoutRate, heads, inner, preNorm, width });
  return preNorm ? through(steps, layerNormalization({ name: "last_norm", epsilon: 1e-5 })) : steps;
}
