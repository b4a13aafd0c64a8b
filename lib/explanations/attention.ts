import type { FittedForecaster } from "../models/forecaster.ts";
import { attentionMaps } from "../models/networks/attentionMaps.ts";
import { stepWeights, variableWeights } from "../models/networks/variableWeights.ts";
import { attentionWeights } from "../models/layers/attentionWeights.ts";
import { tf, type LayersModel, type Tensor, type Tensor2D } from "../tensorflow/index.ts";
import { chunkOf, chunks } from "../training/predictor.ts";
import type { Windows } from "../windows/index.ts";
import { ExplanationError } from "./error.ts";

/** Where a network looks, on average over windows and heads. Each row adds up to 1. */
export type AttentionPicture = {
  /** The layer, or what is weighed. */
  readonly name: string;
  /** Who asks. */
  readonly rows: readonly string[];
  /** Who is looked at: steps "−29" … "0", the last; columns; or patches. */
  readonly columns: readonly string[];
  /** [rows][columns] */
  readonly values: readonly Float64Array[];
};

type Reading = { readonly name: string; readonly layer: string; read(model: LayersModel, windows: Windows, inputs: Tensor): Readonly<Record<string, Tensor2D>> };

/** How each kind of attention layer is read, and what it tells. */
const READINGS: readonly Reading[] = [
  { name: "attention", layer: "SeededMultiHeadAttention", read: (model, _windows, inputs) => averaged(attentionMaps(model, inputs)) },
  { name: "columns by step", layer: "VariableSelection", read: (model, _windows, inputs) => ({ "columns by step": tf.tidy(() => tf.mean(variableWeights(model, inputs), 0).as2D(inputs.shape[1]!, inputs.shape[2]!)) }) },
  { name: "steps", layer: "AveragedAttention", read: (model, _windows, inputs) => ({ steps: tf.tidy(() => tf.mean(stepWeights(model, inputs), 0).as2D(1, inputs.shape[1]!)) }) },
  { name: "steps", layer: "CustomAttention", read: (model, windows) => ({ steps: tf.tidy(() => tf.mean(tf.tensor2d(Float32Array.from(attentionWeights(model, windows)), [windows.count, windows.lookback]), 0).as2D(1, windows.lookback)) }) },
];

/** Attention of a fitted network as pictures: between words of a Transformer, shares of columns and steps of a Temporal Fusion Transformer, shares of steps of a pooling attention. Attention tells where a network looks, not what it makes of it (Jain and Wallace 2019). */
export function attentionOf(fitted: FittedForecaster, windows: Windows): readonly AttentionPicture[] {
  const model = fitted.network?.model;
  const kinds = new Set(model?.layers.map((layer) => layer.getClassName()));
  const readings = READINGS.filter(({ layer }) => kinds.has(layer));
  if (!model || readings.length === 0) throw new ExplanationError(`attentionOf: "${fitted.name}" has no attention. Take integratedGradients of a network, permutationImportance of any model.`);
  return readings.flatMap((reading) => {
    const sums = new Map<string, Float64Array[]>();
    for (const [first, last] of chunks(windows.count)) {
      const inputs = chunkOf(windows, first, last);
      const read = reading.read(model, part(windows, first, last), inputs);
      for (const [name, tensor] of Object.entries(read)) add(sums, name, tensor, (last - first) / windows.count);
      tf.dispose([inputs, ...Object.values(read)]);
    }
    return [...sums].map(([name, values]) => named(fitted.name, name, values, windows));
  });
}

/** Mean over windows and heads. in: [B, N, W, W] by layer  out: [W, W] */
function averaged(maps: Readonly<Record<string, Tensor>>): Record<string, Tensor2D> {
  return Object.fromEntries(Object.entries(maps).map(([name, map]) => {
    const [, , W = 1] = map.shape;
    const mean = tf.tidy(() => tf.mean(map, [0, 1]).as2D(W, W));
    map.dispose();
    return [name, mean];
  }));
}

function add(sums: Map<string, Float64Array[]>, name: string, tensor: Tensor2D, share: number): void {
  const [rows, width] = tensor.shape;
  const values = tensor.dataSync();
  const sum = sums.get(name) ?? Array.from({ length: rows }, () => new Float64Array(width));
  sums.set(name, sum);
  sum.forEach((row, r) => row.forEach((before, c) => (row[c] = before + share * values[r * width + c]!)));
}

function part(windows: Windows, first: number, last: number): Windows {
  const size = windows.lookback * windows.features;
  return { ...windows, inputs: windows.inputs.subarray(first * size, last * size), targets: windows.targets.subarray(first, last), rows: windows.rows.subarray(first, last), count: last - first };
}

/** Names for what is looked at, by how many there are. */
function named(model: string, name: string, values: readonly Float64Array[], { columns, lookback }: Windows): AttentionPicture {
  const steps = Array.from({ length: lookback }, (_, t) => (t === lookback - 1 ? "0" : `−${lookback - 1 - t}`));
  const width = values[0]!.length;
  const isColumns = name === "columns by step" || (width === columns.length && (width !== lookback || model.startsWith("iTransformer")));
  const words = isColumns ? columns : width === lookback ? steps : Array.from({ length: width }, (_, k) => `patch ${k + 1}`);
  return { name, rows: name === "columns by step" ? steps : values.length === 1 ? ["window"] : words, columns: words, values };
}
