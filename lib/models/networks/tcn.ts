import { split, type RandomKey } from "../../random/index.ts";
import { conv1d, spatialDropout1d, tf } from "../../tensorflow/index.ts";
import { lastStep } from "../layers/lastStep.ts";
import { outputLayers } from "../layers/outputLayers.ts";
import { through, type Described } from "../layers/through.ts";
import type { Network, Outputs } from "../network.ts";

export type TcnConfig = {
  /** Channels C of each residual block, first to last; block n looks 2^n steps apart. Default [32, 32, 32, 32]. */
  readonly channels?: readonly number[];
  /** K, steps each filter sees. Default 3. */
  readonly kernelSize?: number;
  /** Dropout of whole channels after each convolution. Default 0.1. */
  readonly dropoutRate?: number;
  /** Default: one value. */
  readonly outputs?: Outputs;
};

/**
 * A temporal convolutional network: residual blocks of dilated causal convolutions. Bai, Kolter & Koltun 2018, https://arxiv.org/abs/1803.01271.
 *   F_n(x) = drop(relu(W'_n *_d drop(relu(W_n *_d x))))   d = 2^n       (W *_d x)_t = Σ_k W_k x_{t−dk} + b
 *   x_{n+1} = relu(x_n + F_n(x_n)), x_n through a 1×1 convolution where the channels differ      ŷ = w·x_N at the last step + b
 * Step t sees no later step. The last one sees 1 + 2 (K−1) (2^N − 1) steps: 61 by default; `receptiveField` tells it.
 * The paper's weight normalization is left out, as in its follow-ups: Adam and the residual way do without on windows of this length.
 * Axes: B batch, T steps, F features, C channels, N blocks.
 */
export function tcn({ channels = [32, 32, 32, 32], dropoutRate = 0.1, kernelSize = 3, outputs }: TcnConfig = {}): Network {
  return {
    name: `TCN ${channels.join("-")}`,
    ...(outputs ? { outputs } : {}),
    build: ({ features, lookback }, key) => {
      const input = tf.input({ shape: [lookback, features] }); // [B, T, F]
      let x: Described = input;
      channels.forEach((C, n) => (x = residualBlock(x, C, { kernelSize, dilation: 2 ** n, dropoutRate, key: split(key, `block ${n}`), name: `block_${n + 1}` }))); // [B, T, C]
      const head = outputLayers(outputs, split(key, "head"));
      return tf.model({ inputs: input, outputs: through(x, lastStep({ name: "last_step" }), ...head) }); // [B, K]
    },
  };
}

/** Steps that the last output depends on: 1 + 2 (K−1) (2^N − 1), for N blocks. Older steps of a longer window are not read. */
export function receptiveField({ channels = [32, 32, 32, 32], kernelSize = 3 }: Pick<TcnConfig, "channels" | "kernelSize"> = {}): number {
  return 1 + 2 * (kernelSize - 1) * (2 ** channels.length - 1);
}

type BlockConfig = { readonly kernelSize: number; readonly dilation: number; readonly dropoutRate: number; readonly key: RandomKey; readonly name: string };

/** relu(x + F(x)). in: [B, T, F]  out: [B, T, C] */
function residualBlock(x: Described, C: number, { dilation, dropoutRate, kernelSize, key, name }: BlockConfig): Described {
  const convolution = (k: number) => conv1d({ filters: C, kernelSize, dilation, activation: "relu", key: split(key, `conv ${k}`), name: `${name}_conv_${k}` });
  const drop = (k: number) => spatialDropout1d({ rate: dropoutRate, key: split(key, `dropout ${k}`), name: `${name}_dropout_${k}` });
  const changed = through(x, convolution(1), drop(1), convolution(2), drop(2)); // [B, T, C]
  const isSameWidth = x.shape[2] === C;
  const kept = isSameWidth ? x : through(x, conv1d({ filters: C, kernelSize: 1, key: split(key, "residual"), name: `${name}_residual` })); // [B, T, C]
  return through([kept, changed], tf.layers.add({ name: `${name}_sum` }), tf.layers.activation({ activation: "relu", name })); // [B, T, C]
}
