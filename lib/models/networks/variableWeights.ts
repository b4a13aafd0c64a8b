import { tf, type LayersModel, type Tensor } from "../../tensorflow/index.ts";
import { ModelError } from "../error.ts";

/**
 * The share that a Temporal Fusion Transformer gives to each column at each step; the columns of a step add up to 1.
 * A single fit may keep a large share for a column whose own network gives next to nothing: take the mean of fits with several keys.
 * in: [B, T, F]  out: [B, T, F]
 */
export function variableWeights(model: LayersModel, inputs: Tensor): Tensor {
  return outputOf(model, "VariableSelection", 1, inputs, "variableWeights", "columns");
}

/**
 * The share that a Temporal Fusion Transformer gives to each step, averaged over its heads; the steps add up to 1.
 * in: [B, T, F]  out: [B, T]
 */
export function stepWeights(model: LayersModel, inputs: Tensor): Tensor {
  return outputOf(model, "AveragedAttention", 0, inputs, "stepWeights", "steps");
}

/** What the first layer of a class gives out at place k. */
function outputOf(model: LayersModel, className: string, k: number, inputs: Tensor, asker: string, what: string): Tensor {
  const layer = model.layers.find((each) => each.getClassName() === className);
  if (!layer) throw new ModelError(`${asker}: "${model.name}" has no layer that weighs ${what}. Give a model of temporalFusionTransformer.`);
  return tf.tidy(() => {
    const output: unknown = tf.model({ inputs: model.inputs, outputs: [layer.output].flat()[k]! }).apply(inputs);
    if (output instanceof tf.Tensor) return output;
    throw new ModelError(`${asker}: "${layer.name}" gave no tensor`);
  });
}
