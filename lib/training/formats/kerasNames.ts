import type { layers } from "../../tensorflow/index.ts";

/** Our layers that compute what a Keras class of another name computes. */
const KERAS_CLASSES: Readonly<Record<string, string>> = {
  FusedLstm: "LSTM",
  CustomLstm: "LSTM",
  FusedGru: "GRU",
  CustomDense: "Dense",
  CausalConv1d: "Conv1D",
  BidirectionalRecurrent: "Bidirectional",
  FusedLayerNormalization: "LayerNormalization",
  SeededMultiHeadAttention: "MultiHeadAttention",
  SeededDropout: "Dropout",
  SeededSpatialDropout1d: "SpatialDropout1D",
  SeededGaussianNoise: "GaussianNoise",
};

/** Name of the Keras class that a layer stands for. */
export function kerasClassOf(layer: layers.Layer): string {
  const name = layer.getClassName();
  return KERAS_CLASSES[name] ?? name;
}

/** A class name as Keras writes it in groups of weights: LayerNormalization → layer_normalization, Conv1D → conv1d. */
export function snakeCase(name: string): string {
  return name.replace(/(.)([A-Z][a-z]+)/g, "$1_$2").replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
}
