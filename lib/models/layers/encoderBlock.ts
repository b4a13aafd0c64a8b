import { type RandomKey, split } from "../../random/index.ts";
import { dense, dropout, layerNormalization, multiHeadAttention, tf, type layers } from "../../tensorflow/index.ts";
import { gelu } from "./gelu.ts";
import { through, type Described } from "./through.ts";

/** What one block of a Transformer is made of. Axes: d width of the model. */
export type BlockConfig = {
  readonly heads: number;
  /** d, a multiple of the heads. */
  readonly width: number;
  /** Units of the inner layer of the feed-forward part. */
  readonly inner: number;
  readonly dropoutRate: number;
  /** Share of the attention's weights dropped. Default: `dropoutRate`. */
  readonly attentionDropout?: number;
  readonly activation: "relu" | "gelu";
  /** Of the feed-forward part. Default "glorot". */
  readonly firstWeights?: "glorot" | "fanIn";
  /** Normalization before each part, as in later Transformers, or behind the sum, as in the paper. */
  readonly preNorm: boolean;
  /** Over each step's numbers, or of each number over the batch. Default "layer". */
  readonly normalization?: "layer" | "batch";
  /** Whether a step sees no later one. Default false. */
  readonly causal?: boolean;
};

/**
 * One block of a Transformer encoder. Vaswani et al. 2017, §3, https://arxiv.org/abs/1706.03762; normalization first: Xiong et al. 2020, https://arxiv.org/abs/2002.04745.
 *   x ← norm(x + attention(x))     x ← norm(x + W_2 σ(W_1 x + b_1) + b_2)     preNorm: x ← x + part(norm(x))
 * Dropout on the attention's weights, behind each part and within the second. in: [B, T, d]  out: [B, T, d]
 */
export function encoderBlock(x: Described, name: string, key: RandomKey, config: BlockConfig): Described {
  const { activation, causal = false, dropoutRate: rate, attentionDropout = rate, firstWeights = "glorot", heads, inner, normalization = "layer", preNorm, width } = config;
  const named = (part: string) => ({ key: split(key, part), name: `${name}_${part}` });
  const norm = (part: string) => (normalization === "layer" ? layerNormalization({ name: `${name}_${part}`, epsilon: 1e-5 }) : tf.layers.batchNormalization({ name: `${name}_${part}`, momentum: 0.9, epsilon: 1e-5 }));
  const drop = (part: string): layers.Layer[] => (rate > 0 ? [dropout({ rate, ...named(part) })] : []);

  const attention = multiHeadAttention({ heads, keyDim: width / heads, causal, dropout: attentionDropout, ...named("attention") });
  const wide = dense({ units: inner, activation: activation === "relu" ? "relu" : "linear", firstWeights, ...named("wide") }); // [B, T, inner]
  const feedForward = [wide, ...(activation === "gelu" ? [gelu({ name: `${name}_gelu` })] : []), ...drop("inner_dropout"), dense({ units: width, firstWeights, ...named("narrow") })];

  const added = (input: Described, sum: string, normName: string, ...part: readonly layers.Layer[]) => {
    const output = through(input, ...(preNorm ? [norm(normName)] : []), ...part);
    const total = through([input, output], tf.layers.add({ name: `${name}_${sum}` }));
    return preNorm ? total : through(total, norm(normName));
  };
  const attended = added(x, "sum_1", "norm_1", attention, ...drop("dropout_1")); // [B, T, d]
  return added(attended, "sum_2", "norm_2", ...feedForward, ...drop("dropout_2")); // [B, T, d]
}
