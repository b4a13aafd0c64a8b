import { z } from "zod";
import { weight, type LayerForm, type Weight } from "./layerForm.ts";

const options = z.object({ heads: z.number(), keyDim: z.number(), causal: z.boolean() });

/**
 * Attention of a layer's input to itself, from products and a softmax: a = softmax(q kᵀ / √keyDim), y = (a v) W_o + b_o.
 * in: [B, T, d]  out: [B, T, d]
 */
export const attentionForm: LayerForm = ({ config, weights }, graph, [x = ""]) => {
  const { causal, heads, keyDim } = options.parse(config);
  const [wq, bq, wk, bk, wv, bv, wo, bo] = weights;
  const product = (from: string, kernel: Weight, bias: Weight) => graph.node("Add", [graph.node("MatMul", [from, weight(graph, kernel)]), weight(graph, bias)]);
  const headed = (kernel: Weight, bias: Weight, perm: readonly number[]) => {
    const flat = product(x, { ...kernel, shape: [kernel.shape[0]!, heads * keyDim] }, { ...bias, shape: [heads * keyDim] }); // [B, T, heads·keyDim]
    return graph.node("Transpose", [graph.node("Reshape", [flat, graph.integers([0, 0, heads, keyDim])])], { perm });
  };
  const q = headed(wq!, bq!, [0, 2, 1, 3]); // [B, heads, T, keyDim]
  const k = headed(wk!, bk!, [0, 2, 3, 1]); // [B, heads, keyDim, T]
  const v = headed(wv!, bv!, [0, 2, 1, 3]);
  const scores = graph.node("Mul", [graph.node("MatMul", [q, k]), graph.floats(Float32Array.of(1 / Math.sqrt(keyDim)), [])]);
  const seen = causal ? graph.node("Add", [scores, laterSteps(graph, x)]) : scores;
  const context = graph.node("MatMul", [graph.node("Softmax", [seen], { axis: -1 }), v]);
  const joined = graph.node("Reshape", [graph.node("Transpose", [context], { perm: [0, 2, 1, 3] }), graph.integers([0, 0, heads * keyDim])]);
  return product(joined, { ...wo!, shape: [heads * keyDim, wo!.shape.at(-1)!] }, bo!);
};

/** −1e9 where a step would see a later one, 0 elsewhere; for a window of any length. in: x [B, T, d]  out: [T, T] */
const laterSteps = (graph: Parameters<LayerForm>[1], x: string): string => {
  const length = graph.node("Gather", [graph.node("Shape", [x]), graph.integers([1])]); // [1]
  const square = graph.node("Expand", [graph.floats(Float32Array.of(-1e9), [1, 1]), graph.node("Concat", [length, length], { axis: 0 })]);
  return graph.node("Trilu", [square, graph.node("Squeeze", [graph.integers([1])])], { upper: 1 });
};
