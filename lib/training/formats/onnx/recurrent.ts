import { z } from "zod";
import type { OnnxGraph } from "./graph.ts";
import type { LayerForm, Weight } from "./layerForm.ts";
import { refuse } from "./layerForm.ts";

const options = z.object({ units: z.number(), returnSequences: z.boolean().default(false), returnState: z.literal(false).default(false), goBackwards: z.boolean().default(false) });
const gruOptions = options.extend({ resetAfter: z.boolean().default(false) });
type Options = z.infer<typeof options>;

/**
 * LSTM of ONNX, opset 14: gates i o f c where Keras has i f c o; W [1, 4H, F], R [1, 4H, H], biases of input and state one behind the other.
 * in: [B, T, F]  out: [B, H] or [B, T, H]
 */
export const lstmForm: LayerForm = ({ config, name, weights }, graph, [x = ""]) => {
  const given = parsed(options, name, config);
  const [kernel, recurrent, bias] = weights;
  const order = [0, 3, 1, 2];
  const zeros = new Float32Array(4 * given.units);
  const inputs = [gatesFirst(kernel!, order), gatesFirst(recurrent!, order)];
  const biases = [...reordered(bias!.values, order), ...zeros];
  return sequence(graph, "LSTM", given, x, inputs, biases, {});
};

/** GRU of ONNX, opset 14: gates z r h as in Keras; `linear_before_reset` is Keras's `reset_after`. */
export const gruForm: LayerForm = ({ config, name, weights }, graph, [x = ""]) => {
  const given = parsed(gruOptions, name, config);
  const [kernel, recurrent, bias] = weights;
  const order = [0, 1, 2];
  const biases = given.resetAfter ? Array.from(bias!.values) : [...bias!.values, ...new Float32Array(3 * given.units)];
  return sequence(graph, "GRU", given, x, [gatesFirst(kernel!, order), gatesFirst(recurrent!, order)], biases, { linear_before_reset: given.resetAfter ? 1 : 0 });
};

const pair = z.object({
  mergeMode: z.enum(["concat", "sum", "ave", "mul"]),
  layer: z.object({ className: z.enum(["FusedLstm", "FusedGru"]), config: z.record(z.string(), z.unknown()).and(options) }),
});

/** Two layers, one reading from the end; its sequence is turned round before both are merged. */
export const bidirectionalForm: LayerForm = ({ config, name, shape, weights }, graph, inputs) => {
  const { layer, mergeMode } = parsed(pair, name, config);
  const form = layer.className === "FusedLstm" ? lstmForm : gruForm;
  const half = weights.length / 2;
  const [forward = "", back = ""] = [false, true].map((turned) => {
    const goBackwards = layer.config.goBackwards !== turned;
    const y = form({ name, shape, config: { ...layer.config, goBackwards }, weights: weights.slice(turned ? half : 0, turned ? 2 * half : half) }, graph, inputs);
    return turned && layer.config.returnSequences ? backwards(graph, y) : y;
  });
  if (mergeMode === "concat") return graph.node("Concat", [forward, back], { axis: -1 });
  if (mergeMode === "mul") return graph.node("Mul", [forward, back]);
  const sum = graph.node("Add", [forward, back]);
  return mergeMode === "sum" ? sum : graph.node("Mul", [sum, graph.floats(Float32Array.of(0.5), [])]);
};

function parsed<T>(schema: z.ZodType<T>, name: string, config: unknown): T {
  const result = schema.safeParse(config);
  if (result.success) return result.data;
  throw refuse(name, `the export does not know the value of ${result.error.issues[0]!.path.join(".")}`);
}

function sequence(graph: OnnxGraph, op: string, { goBackwards, returnSequences, units }: Options, x: string, [kernel, recurrent]: readonly Weight[], biases: readonly number[], attributes: Record<string, number>): string {
  const read = goBackwards ? backwards(graph, x) : x;
  const inputs = [
    graph.node("Transpose", [read], { perm: [1, 0, 2] }), // [T, B, F]
    graph.floats(kernel!.values, [1, ...kernel!.shape]),
    graph.floats(recurrent!.values, [1, ...recurrent!.shape]),
    graph.floats(Float32Array.from(biases), [1, biases.length]),
  ];
  const [all, last] = graph.nodeOf(op, inputs, { hidden_size: units, ...attributes }, 2); // [T, 1, B, H], [1, B, H]
  if (!returnSequences) return graph.node("Squeeze", [last!, graph.integers([0])]);
  return graph.node("Transpose", [graph.node("Squeeze", [all!, graph.integers([1])])], { perm: [1, 0, 2] }); // [B, T, H]
}

/** Steps from the last to the first. in and out: [B, T, F] */
export function backwards(graph: OnnxGraph, x: string): string {
  const before = -(2 ** 31);
  return graph.node("Slice", [x, graph.integers([-1]), graph.integers([before]), graph.integers([1]), graph.integers([-1])]);
}

/** Gates of a kernel in another order, one behind the other as rows. in: [F, G·H]  out: [G·H, F] */
function gatesFirst({ shape, values }: Weight, order: readonly number[]): Weight {
  const [rows = 0, columns = 0] = shape;
  const turned = new Float32Array(values.length);
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) turned[c * rows + r] = values[r * columns + c]!;
  return { shape: [columns, rows], values: reordered(turned, order) };
}

/** Equal parts of a list in another order. */
function reordered(values: Float32Array, order: readonly number[]): Float32Array {
  const size = values.length / order.length;
  return Float32Array.from(order.flatMap((from) => Array.from(values.subarray(from * size, (from + 1) * size))));
}
