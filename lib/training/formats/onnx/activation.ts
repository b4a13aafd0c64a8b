import type { OnnxGraph } from "./graph.ts";
import { refuse, type LayerParts } from "./layerForm.ts";

const OPS: Readonly<Record<string, (graph: OnnxGraph, x: string) => string>> = {
  linear: (_, x) => x,
  relu: (graph, x) => graph.node("Relu", [x]),
  tanh: (graph, x) => graph.node("Tanh", [x]),
  sigmoid: (graph, x) => graph.node("Sigmoid", [x]),
  softmax: (graph, x) => graph.node("Softmax", [x], { axis: -1 }),
  elu: (graph, x) => graph.node("Elu", [x]),
  selu: (graph, x) => graph.node("Selu", [x]),
  softplus: (graph, x) => graph.node("Softplus", [x]),
  softsign: (graph, x) => graph.node("Softsign", [x]),
};

/** The activation of a layer's options, where it has one. */
export function activated({ config, name }: LayerParts, graph: OnnxGraph, x: string): string {
  const activation = config["activation"] ?? "linear";
  const op = OPS[String(activation)];
  if (!op) throw refuse(name, `its activation is ${JSON.stringify(activation)}`);
  return op(graph, x);
}

