import { type RandomKey, split } from "../../random/index.ts";
import { dense, dropout, tf, type layers } from "../../tensorflow/index.ts";
import { ModelError } from "../error.ts";
import { fromLevel } from "../layers/fromLevel.ts";
import { interpolation } from "../layers/interpolation.ts";
import { lastStep } from "../layers/lastStep.ts";
import { activations } from "../layers/seriesHead.ts";
import { subtract } from "../layers/subtract.ts";
import { through, type Described } from "../layers/through.ts";
import { outputWidth, type Network, type Outputs } from "../network.ts";

/** One stack: how coarsely it reads, and how coarsely it writes. */
export type NhitsStack = {
  /** Steps of which the largest is read. */
  readonly pool: number;
  /** Steps of the path between two knots. */
  readonly spacing: number;
};

export type NhitsConfig = {
  /** First to last. Default: pools of 8, 4 and 1 step, knots each 8, 4 and 1 step. */
  readonly stacks?: readonly NhitsStack[];
  /** Units of a block's two hidden layers. Default 64. */
  readonly units?: number;
  readonly dropoutRate?: number;
  /** H, the steps of the path that is drawn; the forecast is its last step. Default 1. */
  readonly steps?: number;
  /** All H steps of the path are outputs, of which `outputs` must then have H. Default false. */
  readonly wholePath?: boolean;
  /** Place of the column whose later values the path is: it then starts from that column's last value, as in the authors' code. Default: none, it starts from 0. */
  readonly continues?: number;
  /** Default: one value. */
  readonly outputs?: Outputs;
};

const STACKS = [{ pool: 8, spacing: 8 }, { pool: 4, spacing: 4 }, { pool: 1, spacing: 1 }];

/**
 * N-HiTS: stacks that read the window at different rates, each explains a part of it and draws a part of the path ahead through few knots.
 * Challu et al. 2023, "N-HiTS: Neural hierarchical interpolation for time series forecasting", https://arxiv.org/abs/2201.12886.
 *   p = maxPool(x_ℓ, pool_ℓ)     h = relu(W_2 relu(W_1 p + b_1) + b_2)     θ_b, θ_f = W h + b
 *   x_{ℓ+1} = x_ℓ − θ_b     path = Σ over ℓ of interpolation(θ_f,ℓ)     knots_ℓ = max(1, ⌊H / spacing_ℓ⌋)
 * As in the authors' code the part of the window that is explained has a number a step, and the first weights are uniform within ±1/√(numbers in). Axes: B batch, T steps, F features, H steps ahead, K outputs.
 */
export function nhits({ continues, dropoutRate = 0, outputs, stacks = STACKS, steps: H = 1, units = 64, wholePath = false }: NhitsConfig = {}): Network {
  const K = outputWidth(outputs);
  if (wholePath && K !== H) throw new ModelError(`nhits: a path of ${H} steps is asked for as outputs, and there are ${K} outputs. Give a head for each step.`);
  return {
    name: `N-HiTS ${stacks.map(({ pool }) => pool).join("-")}×${units}`,
    ...(outputs ? { outputs } : {}),
    build: ({ features: F, lookback: T }, key) => {
      const x = tf.input({ shape: [T, F] }); // [B, T, F]
      const perStep = wholePath ? 1 : K;
      const paths: Described[] = [];
      let left = x;
      stacks.forEach(({ pool, spacing }, stack) => {
        const named = part(`stack_${stack + 1}`, split(key, `stack ${stack}`));
        const linear = (name: string, units: number) => dense({ units, firstWeights: "fanIn", ...named(name) });
        const knots = Math.max(1, Math.floor(H / spacing));
        const hidden = hiddenLayers({ dropoutRate, pool: Math.min(pool, T), units }, named);
        const h = through(left, ...hidden); // [B, U]
        paths.push(through(h, linear("ahead", knots * perStep), interpolation({ knots, steps: H, name: named("path").name }))); // [B, H, K]
        if (stack === stacks.length - 1) return;
        const explained = through(h, linear("back", T * F), tf.layers.reshape({ targetShape: [T, F], name: named("explained").name })); // [B, T, F]
        left = through([left, explained], subtract({ name: named("left").name })); // [B, T, F]
      });
      const path = paths.length === 1 ? paths[0]! : through(paths, tf.layers.add({ name: "path" })); // [B, H, K]
      const placed = continues === undefined ? path : through([path, x], fromLevel({ place: continues, name: "from_level" })); // [B, H, K]
      const drawn = through(placed, wholePath ? tf.layers.flatten() : lastStep({ name: "last_step" }), ...activations(outputs)); // [B, K]
      return tf.model({ inputs: x, outputs: drawn }); // [B, K]
    },
  };
}

type Named = (part: string) => { readonly key: RandomKey; readonly name: string };

/** Names and keys of a stack's layers. */
function part(stack: string, key: RandomKey): Named {
  return (name) => ({ key: split(key, name), name: `${stack}_${name}` });
}

/** Pooling and the two hidden layers. in: [B, T, F]  out: [B, U] */
function hiddenLayers({ dropoutRate: rate, pool, units }: { readonly pool: number; readonly units: number; readonly dropoutRate: number }, named: Named): layers.Layer[] {
  const pooling = tf.layers.maxPooling1d({ poolSize: pool, strides: pool, padding: "same", name: named("pool").name }); // [B, ⌈T/pool⌉, F]
  const drop = (name: string) => (rate > 0 ? [dropout({ rate, ...named(name) })] : []);
  const hidden = (name: string) => dense({ units, activation: "relu", firstWeights: "fanIn", ...named(name) });
  return [...(pool > 1 ? [pooling] : []), tf.layers.flatten({ name: named("flat").name }), hidden("hidden_1"), ...drop("dropout_1"), hidden("hidden_2"), ...drop("dropout_2")];
}
