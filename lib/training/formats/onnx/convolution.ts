import { z } from "zod";
import { activated } from "./activation.ts";
import type { OnnxGraph } from "./graph.ts";
import { weight, type LayerForm, type LayerParts } from "./layerForm.ts";

type Geometry = { readonly dilation: number; readonly stride: number; readonly padding: "valid" | "same" | "causal" };

/** Conv of ONNX reads [B, F, T] and a kernel [C, F, K]; ours are [B, T, F] and [K, F, C]. */
function convolved(layer: LayerParts, graph: OnnxGraph, x: string, { dilation, padding, stride }: Geometry): string {
  const [kernel, bias] = layer.weights;
  const [size = 1, features = 1, filters = 1] = kernel!.shape;
  const turned = new Float32Array(kernel!.values.length);
  for (let k = 0; k < size; k++) for (let f = 0; f < features; f++) for (let c = 0; c < filters; c++) turned[(c * features + f) * size + k] = kernel!.values[(k * features + f) * filters + c]!;
  const reach = (size - 1) * dilation;
  const before = Math.floor(reach / 2);
  const same = stride === 1 ? { pads: [before, reach - before] } : { auto_pad: "SAME_UPPER" };
  const pads: Readonly<Record<string, string | readonly number[]>> = { valid: { pads: [0, 0] }, causal: { pads: [reach, 0] }, same }[padding];
  const inputs = [graph.node("Transpose", [x], { perm: [0, 2, 1] }), graph.floats(turned, [filters, features, size]), ...(bias ? [weight(graph, bias)] : [])];
  const y = graph.node("Conv", inputs, { kernel_shape: [size], dilations: [dilation], strides: [stride], ...pads });
  return activated(layer, graph, graph.node("Transpose", [y], { perm: [0, 2, 1] }));
}

const padding = z.enum(["valid", "same", "causal"]);
const single = z.union([z.number(), z.tuple([z.number()]).transform(([value]) => value)]).default(1);
const ours = z.object({ dilation: z.number(), padding });
const stock = z.object({ padding, strides: single, dilationRate: single });

export const conv1dForm: LayerForm = (layer, graph, [x = ""]) => convolved(layer, graph, x, { stride: 1, ...ours.parse(layer.config) });

export const stockConv1dForm: LayerForm = (layer, graph, [x = ""]) => {
  const { dilationRate, padding, strides } = stock.parse(layer.config);
  return convolved(layer, graph, x, { padding, stride: strides, dilation: dilationRate });
};

const pooling = z.object({ poolSize: z.tuple([z.number()]), strides: z.tuple([z.number()]), padding: z.enum(["valid", "same"]) });

export const poolForm = (op: string): LayerForm => ({ config }, graph, [x = ""]) => {
  const { padding, poolSize, strides } = pooling.parse(config);
  const y = graph.node(op, [graph.node("Transpose", [x], { perm: [0, 2, 1] })], { kernel_shape: poolSize, strides, auto_pad: padding === "same" ? "SAME_UPPER" : "VALID" });
  return graph.node("Transpose", [y], { perm: [0, 2, 1] });
};
