import type { layers, serialization, Shape, Tensor } from "@tensorflow/tfjs";
import { type RandomKey, randomKey, split, toSeed } from "../../random/index.ts";
import { TensorflowError } from "../error.ts";
import { fusedRoutes } from "../graph/routes.ts";
import { singleShape, singleTensor } from "../inputs.ts";
import { tf } from "../load.ts";
import { attention } from "./attention.ts";
import { attentionOp } from "./attentionOp.ts";
import { dropoutMask } from "./dropoutMask.ts";
import { glorotUniform } from "./initializers.ts";
import { refusePassedMask } from "./masks.ts";

type AttentionConfig = { heads: number; keyDim: number; causal?: boolean; dropout?: number; seed: number; name?: string; inputShape?: Shape };

/**
 * Multi-head self-attention. Vaswani et al. 2017, https://arxiv.org/abs/1706.03762.
 *   q = x W_q + b_q   k = x W_k + b_k   v = x W_v + b_v   each split into heads
 *   a = softmax(q kᵀ / √keyDim)   y = concat over heads(a v) W_o + b_o
 * With `causal` a step attends to itself and to earlier steps; a masked step is attended to by none. One op for all heads where the
 * binding carries this project's ops, plain ops elsewhere; the numbers are the same.
 * Weights as in Keras, kernel then bias of query, key, value [d, heads, keyDim] [heads, keyDim] and output [heads, keyDim, d] [d].
 * in: [B, T, d]  out: [B, T, d]
 */
export function multiHeadAttention({ inputShape, key, ...options }: {
  readonly heads: number;
  readonly keyDim: number;
  readonly causal?: boolean;
  /** Share of the attention weights dropped in training. Default 0. */
  readonly dropout?: number;
  readonly key: RandomKey;
  readonly inputShape?: readonly [number, number];
  readonly name?: string;
}): layers.Layer {
  return new MultiHeadAttention({ ...options, seed: toSeed(key), ...(inputShape ? { inputShape: [...inputShape] } : {}) });
}

class MultiHeadAttention extends tf.layers.Layer {
  static readonly className = "SeededMultiHeadAttention";
  readonly options: { readonly heads: number; readonly keyDim: number; readonly causal: boolean; readonly dropout: number; readonly seed: number };
  private wasMasked = false;

  constructor(config: AttentionConfig) {
    super(config);
    const { causal = false, dropout = 0, heads, keyDim, seed } = config;
    for (const [name, value] of Object.entries({ heads, keyDim })) {
      if (!Number.isInteger(value) || value < 1) throw new TensorflowError(`multiHeadAttention: ${name} must be a whole number ≥ 1, got ${value}`);
    }
    if (!(dropout >= 0 && dropout < 1)) throw new TensorflowError(`multiHeadAttention: dropout must be in [0, 1), got ${dropout}`);
    this.options = { heads, keyDim, causal, dropout, seed };
    this.supportsMasking = true;
  }

  override build(inputShape: Shape | Shape[]): void {
    const [, , width] = singleShape(this.name, inputShape, 3);
    const { dropout, heads, keyDim, seed } = this.options;
    const zeros = tf.initializers.zeros();
    const add = (name: string, kernel: number[], bias: number[]) => {
      this.addWeight(`${name}/kernel`, kernel, "float32", glorotUniform(split(randomKey(seed), name)));
      this.addWeight(`${name}/bias`, bias, "float32", zeros);
    };
    for (const name of ["query", "key", "value"]) add(name, [width!, heads, keyDim], [heads, keyDim]);
    add("attention_output", [heads, keyDim, width!], [width!]);
    if (dropout > 0) this.addWeight("calls", [], "int32", zeros, undefined, false);
    this.built = true;
  }

  override call(inputs: Tensor | Tensor[], { mask, training = false }: { mask?: Tensor | null; training?: boolean } = {}): Tensor {
    this.wasMasked = Boolean(mask);
    return tf.tidy(() => {
      const { causal, heads, keyDim } = this.options;
      const [wq, bq, wk, bk, wv, bv, wo, bo] = this.weights.map((weight) => weight.read());
      const x = singleTensor(inputs);
      const [B = 1, T = 1, d = 1] = x.shape;
      const inner = heads * keyDim;
      const kernel = tf.reshape(tf.stack([wq!, wk!, wv!], 1), [d, 3 * inner]); // one product for all three
      const bias = tf.reshape(tf.stack([bq!, bk!, bv!]), [3 * inner]);
      const projected = tf.reshape(tf.add(tf.matMul(tf.reshape(x, [B * T, d]), kernel), bias), [B, T, 3, heads, keyDim]);
      const route = fusedRoutes() ? attentionOp : attention;
      const context = route({ projected, causal, mask: mask ? tf.cast(mask, "float32") : undefined, dropout: training ? this.dropoutMask([B, heads, T, T]) : undefined });
      const flat = tf.reshape(context, [B * T, inner]);
      return tf.reshape(tf.add(tf.matMul(flat, tf.reshape(wo!, [inner, d])), bo!), [B, T, d]);
    });
  }

  private dropoutMask(shape: number[]): Tensor | undefined {
    const { dropout, seed } = this.options;
    if (dropout === 0) return undefined;
    const calls = this.weights[8]!;
    const counter = calls.read();
    const mask = dropoutMask(shape, dropout, toSeed(split(randomKey(seed), "dropout")), counter);
    calls.write(tf.add(counter, tf.scalar(1, "int32")));
    return mask;
  }

  override computeMask(inputs: Tensor | Tensor[], mask?: Tensor | Tensor[]): Tensor | Tensor[] {
    refusePassedMask(this.name, this.wasMasked, mask);
    return super.computeMask(inputs, mask);
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return [...singleShape(this.name, inputShape, 3)];
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), ...this.options };
  }
}
tf.serialization.registerClass(MultiHeadAttention);
