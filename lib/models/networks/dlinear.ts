import { split } from "../../random/index.ts";
import { dense, tf } from "../../tensorflow/index.ts";
import { movingAverage } from "../layers/movingAverage.ts";
import { seriesHead, type SeriesHead } from "../layers/seriesHead.ts";
import { subtract } from "../layers/subtract.ts";
import { through } from "../layers/through.ts";
import { outputWidth, type Network } from "../network.ts";

export type DLinearConfig = SeriesHead & {
  /** Steps of the moving average. Default 25. */
  readonly averaged?: number;
};

/**
 * DLinear: the window split into a slow part and the rest, and a linear map of each. The maps are shared by all columns.
 * Zeng et al. 2023, "Are Transformers effective for time series forecasting?", https://arxiv.org/abs/2205.13504.
 *   trend = movingAverage(x)     rest = x − trend     ŷ = W_t trend + b_t + W_r rest + b_r
 * The first weights are those of the authors' code, uniform within ±1/√T. Axes: B batch, T steps, F features, K outputs.
 */
export function dlinear({ averaged = 25, ...head }: DLinearConfig = {}): Network {
  const { outputs } = head;
  return {
    name: `DLinear ${averaged}`,
    ...(outputs ? { outputs } : {}),
    build: ({ features, lookback }, key) => {
      const x = tf.input({ shape: [lookback, features] }); // [B, T, F]
      const series = through(x, tf.layers.permute({ dims: [2, 1] })); // [B, F, T]
      const trend = through(series, movingAverage({ width: averaged, name: "trend" })); // [B, F, T]
      const rest = through([series, trend], subtract({ name: "rest" })); // [B, F, T]
      const linear = (name: string) => dense({ units: outputWidth(outputs), firstWeights: "fanIn", key: split(key, name), name });
      const parts = [through(trend, linear("of_trend")), through(rest, linear("of_rest"))]; // [B, F, K] each
      return tf.model({ inputs: x, outputs: seriesHead(through(parts, tf.layers.add()), head, split(key, "head")) }); // [B, K]
    },
  };
}
