import type { LayersModel } from "../../tensorflow/index.ts";
import type { Windows } from "../../windows/index.ts";
import { ModelError } from "../error.ts";
import { attentionStep } from "./attentionStep.ts";
import { CustomAttention } from "./customAttention.ts";
import { readAt } from "./readAt.ts";

/**
 * How a network with an attention shares its look between the steps of each window: where it read what it foretells.
 * in: a network such as `bilstmAttention` builds, N windows  out: [N·T] row by row, oldest step first; each row adds up to 1
 */
export function attentionWeights(model: LayersModel, windows: Windows): Float64Array {
  const layer = model.layers.find((each) => each instanceof CustomAttention);
  if (!(layer instanceof CustomAttention)) {
    throw new ModelError(`attentionWeights: "${model.name}" has no attention over steps; its layers are ${model.layers.map(({ name }) => name).join(", ")}. Give a network such as bilstmAttention.`);
  }
  return readAt(model, layer.input, windows, (h) => attentionStep(layer.parts(), h).a);
}
