import { TrainingError } from "../../error.ts";
import type { OnnxGraph } from "./graph.ts";

export type Weight = { readonly shape: readonly number[]; readonly values: Float32Array };

/** What is written of a layer: its options, its weights in order, the shape it reads without the batch. */
export type LayerParts = { readonly name: string; readonly config: Readonly<Record<string, unknown>>; readonly weights: readonly Weight[]; readonly shape: readonly (number | null)[] };

/** Adds the nodes that compute a layer and returns the name of the output. */
export type LayerForm = (layer: LayerParts, graph: OnnxGraph, inputs: readonly string[]) => string;

/** A layer's weight as a constant of the graph. */
export const weight = (graph: OnnxGraph, { shape, values }: Weight): string => graph.floats(values, shape);

/** A layer that ONNX, or this export, has no form for. */
export function refuse(name: string, why: string): TrainingError {
  return new TrainingError(`writeOnnx: the layer "${name}" cannot be written: ${why}. Use a network without it, or save it by saveModel.`);
}
