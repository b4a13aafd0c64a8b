import type { RandomKey } from "../../random/index.ts";
import { tf, type layers } from "../../tensorflow/index.ts";
import type { Outputs } from "../network.ts";
import { headActivation } from "./headActivation.ts";
import { oneOf } from "./oneOf.ts";
import { outputLayers } from "./outputLayers.ts";
import { through, type Described } from "./through.ts";

/** How the target comes from forecasts of each column. */
export type SeriesHead = {
  /** Place of the column whose later value is the target, as in the papers' benchmarks. Default: none, the target is read linearly from the forecasts of all columns. */
  readonly continues?: number | undefined;
  readonly outputs?: Outputs | undefined;
};

/** From K numbers a column to the K outputs of the network. in: [B, F, K]  out: [B, K] */
export function seriesHead(x: Described, { continues, outputs }: SeriesHead, key: RandomKey): Described {
  if (continues === undefined) return through(x, tf.layers.flatten(), ...outputLayers(outputs, key)); // [B, F·K], [B, K]
  const own = through(x, oneOf({ place: continues, name: "own" })); // [B, K]
  return through(own, ...activations(outputs));
}

/** Where heads are probabilities, what makes them so: K numbers that are no dense layer's have the same last step. */
export function activations(outputs: Outputs | undefined): layers.Layer[] {
  if (outputs?.kind !== "heads" || outputs.heads.every(({ kind }) => kind === "value")) return [];
  return [headActivation({ kinds: outputs.heads.map(({ kind }) => kind), name: "head_activation" })];
}
