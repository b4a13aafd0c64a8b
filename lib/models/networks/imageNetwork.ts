import { split } from "../../random/index.ts";
import { dense, dropout, tf } from "../../tensorflow/index.ts";
import { conv2d } from "../layers/conv2d.ts";
import { maxPool2d } from "../layers/maxPool.ts";
import { outputLayers } from "../layers/outputLayers.ts";
import { gramianPicture, indicatorPicture } from "../layers/pictures.ts";
import { through } from "../layers/through.ts";
import type { Network, Outputs } from "../network.ts";

export type ImageConfig = {
  /** What is looked at: the window itself, indicators side by side, or the Gramian angular field of each. Default "indicators". */
  readonly picture?: "indicators" | "gramian";
  /** C, filters of each convolution, first to last. Default [32, 64]. */
  readonly filters?: readonly number[];
  /** Points each filter sees in both directions. Default 3. */
  readonly kernelSize?: number;
  /** Units of the dense layer. Default 128. */
  readonly denseUnits?: number;
  /** Dropout behind the pooling; twice as much behind the dense layer. Default 0.25. */
  readonly dropoutRate?: number;
  /** Default: one value. The paper has three classes: buy, hold, sell. */
  readonly outputs?: Outputs;
};

/**
 * A two-dimensional convolutional network on a picture of indicators: 15 indicators × 15 days in the paper.
 * Sezer & Ozbayoglu 2018, "Algorithmic financial trading with deep convolutional neural networks: time series to image conversion approach",
 * https://doi.org/10.1016/j.asoc.2018.04.024.
 *   z_0 = picture(x)   z_k = relu(W_k * z_{k−1} + b_k)   p = the greatest of each 2 × 2   ŷ = w·relu(D flatten(p) + d) + b
 * Neighbours in the picture are read together: order the columns so that like indicators lie beside each other. Scale them alike.
 * Axes: B batch, T steps, F features, C filters, D dense units, K outputs.
 */
export function imageNetwork({ denseUnits = 128, dropoutRate = 0.25, filters = [32, 64], kernelSize = 3, outputs, picture = "indicators" }: ImageConfig = {}): Network {
  return {
    name: `CNN on ${picture === "gramian" ? "Gramian fields" : "indicator images"}`,
    ...(outputs ? { outputs } : {}),
    build: ({ features, lookback }, key) => {
      const input = tf.input({ shape: [lookback, features] }); // [B, T, F]
      const convolutions = filters.map((C, k) => conv2d({ filters: C, kernelSize, key: split(key, `conv ${k}`), name: `conv_${k + 1}` }));
      const drop = (rate: number, k: number) => dropout({ rate, key: split(key, `dropout ${k}`), name: `dropout_${k}` });
      const image = through(input, picture === "gramian" ? gramianPicture({ name: "picture" }) : indicatorPicture({ name: "picture" })); // [B, T, F, 1] or [B, T, T, F]
      const seen = through(image, ...convolutions); // [B, Y, X, C]
      const isPoolable = Math.min(...seen.shape.slice(1, 3).map((size) => size ?? 1)) > 1;
      const pooled = isPoolable ? through(seen, maxPool2d({ name: "pool" })) : seen; // [B, ⌊Y/2⌋, ⌊X/2⌋, C]
      const hidden = through(pooled, drop(dropoutRate, 1), tf.layers.flatten(), dense({ units: denseUnits, activation: "relu", key: split(key, "dense"), name: "dense" }), drop(Math.min(0.9, 2 * dropoutRate), 2)); // [B, D]
      return tf.model({ inputs: input, outputs: through(hidden, ...outputLayers(outputs, split(key, "head"))) }); // [B, K]
    },
  };
}
