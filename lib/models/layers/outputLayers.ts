import type { RandomKey } from "../../random/index.ts";
import { dense, type layers } from "../../tensorflow/index.ts";
import { outputWidth, type Outputs } from "../network.ts";
import { headActivation } from "./headActivation.ts";

/**
 * The last layers of a network, to be applied one after the other: K numbers by a dense layer, and where heads are probabilities σ on those.
 * in: [B, H]  out: [B, K]
 */
export function outputLayers(outputs: Outputs | undefined, key: RandomKey): layers.Layer[] {
  const head = dense({ units: outputWidth(outputs), key, name: "head" });
  if (outputs?.kind !== "heads" || outputs.heads.every(({ kind }) => kind === "value")) return [head];
  return [head, headActivation({ kinds: outputs.heads.map(({ kind }) => kind), name: "head_activation" })];
}
