import { z } from "zod";
import { activated } from "./activation.ts";
import { attentionForm } from "./attention.ts";
import { conv1dForm, poolForm, stockConv1dForm } from "./convolution.ts";
import { weight, type LayerForm } from "./layerForm.ts";
import { batchNormalizationForm, layerNormalizationForm } from "./normalization.ts";
import { bidirectionalForm, gruForm, lstmForm } from "./recurrent.ts";

const through: LayerForm = (_layer, _graph, [x = ""]) => x;

const dense: LayerForm = (layer, graph, [x = ""]) => {
  const [kernel, bias] = layer.weights;
  const product = graph.node("MatMul", [x, weight(graph, kernel!)]);
  return activated(layer, graph, bias ? graph.node("Add", [product, weight(graph, bias)]) : product);
};

const numbers = (value: unknown) => z.array(z.number()).parse(value);

/** Layers that can be written, by class. Dropout and noise do nothing outside training. */
export const FORMS: Readonly<Record<string, LayerForm>> = {
  FusedLstm: lstmForm,
  CustomLstm: lstmForm,
  FusedGru: gruForm,
  BidirectionalRecurrent: bidirectionalForm,
  Dense: dense,
  CustomDense: dense,
  CausalConv1d: conv1dForm,
  Conv1D: stockConv1dForm,
  SeededDropout: through,
  SeededSpatialDropout1d: through,
  SeededGaussianNoise: through,
  Dropout: through,
  SpatialDropout1D: through,
  GaussianNoise: through,
  BatchNormalization: batchNormalizationForm,
  LayerNormalization: layerNormalizationForm,
  FusedLayerNormalization: layerNormalizationForm,
  SeededMultiHeadAttention: attentionForm,
  Activation: (layer, graph, [x = ""]) => activated(layer, graph, x),
  Flatten: (_, graph, [x = ""]) => graph.node("Flatten", [x], { axis: 1 }),
  Reshape: ({ config }, graph, [x = ""]) => graph.node("Reshape", [x, graph.integers([0, ...numbers(config["targetShape"])])]),
  Permute: ({ config }, graph, [x = ""]) => graph.node("Transpose", [x], { perm: [0, ...numbers(config["dims"])] }),
  GlobalAveragePooling1D: (_, graph, [x = ""]) => graph.node("ReduceMean", [x], { axes: [1], keepdims: 0 }),
  GlobalMaxPooling1D: (_, graph, [x = ""]) => graph.node("ReduceMax", [x], { axes: [1], keepdims: 0 }),
  AveragePooling1D: poolForm("AveragePool"),
  MaxPooling1D: poolForm("MaxPool"),
  Add: (_, graph, inputs) => inputs.slice(1).reduce((sum, x) => graph.node("Add", [sum, x]), inputs[0]!),
  Multiply: (_, graph, inputs) => inputs.slice(1).reduce((product, x) => graph.node("Mul", [product, x]), inputs[0]!),
  Concatenate: ({ config }, graph, inputs) => graph.node("Concat", inputs, { axis: z.number().parse(config["axis"]) }),
};
