import { tf, type layers, type LayersModel, type Tensor } from "../../tensorflow/index.ts";
import { TrainingError } from "../error.ts";
import type { Hdf5Content, Hdf5Dataset } from "./hdf5.ts";
import { openKerasFile } from "./kerasFile.ts";
import { kerasClassOf, snakeCase } from "./kerasNames.ts";

/** A layer that takes weights, and the name of the Keras class whose weights it takes. */
export type Receiver = { readonly layer: layers.Layer; readonly kerasClass: string };

/** Weights of one layer of the file, in Keras's order. */
type Source = { readonly label: string; readonly variables: readonly Hdf5Dataset[] };

/**
 * Puts weights that Keras saved (`.weights.h5`, `.keras`, `.h5`) into a model of the same layers. The first LSTM of the file goes to the
 * model's first LSTM, and so on; in the older layout the order of the file's layers alone counts. A weight missing, left over or
 * of another shape is an error that names it, and the model stays as it was.
 */
export async function loadKerasWeights(model: LayersModel, path: string): Promise<void> {
  const { weights } = await openKerasFile(path);
  receiveWeights(path, weights, model.layers.map((layer) => ({ layer, kerasClass: kerasClassOf(layer) })));
}

/** The same for layers in the order of Keras's `model.layers`. */
export function receiveWeights(path: string, content: Hdf5Content, receivers: readonly Receiver[]): void {
  const pairs = content.texts.has("model_weights@layer_names") ? byOrder(path, "model_weights/", content, receivers)
    : content.texts.has("@layer_names") ? byOrder(path, "", content, receivers)
    : byClass(path, content, receivers);
  tf.tidy(() => {
    const writes = pairs.flatMap(([layer, source]) => arranged(path, layer, source));
    for (const { value, weight } of writes) weight.write(value);
  });
}

/** Keras 3: groups `layers/lstm`, `layers/lstm_1` … numbered by class. */
function byClass(path: string, { datasets }: Hdf5Content, receivers: readonly Receiver[]): readonly (readonly [layers.Layer, Source])[] {
  const groups = new Map<string, Hdf5Dataset[]>();
  for (const dataset of datasets) {
    const label = /^layers\/([^/]+)\//.exec(dataset.path)?.[1];
    if (label === undefined || dataset.path.includes("/seed_generator/")) continue;
    groups.set(label, [...(groups.get(label) ?? []), dataset]);
  }
  if (groups.size === 0 && datasets.length > 0) throw new TrainingError(`${path} holds no weights in a layout that is known (layers/… of Keras 3, or the attribute layer_names before it). Save the weights again by Keras 3's save_weights.`);

  const counts = new Map<string, number>();
  const taken = new Set<string>();
  const pairs = receivers.flatMap(({ kerasClass, layer }): (readonly [layers.Layer, Source])[] => {
    const name = snakeCase(kerasClass);
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    const label = count === 0 ? name : `${name}_${count}`;
    taken.add(label);
    const variables = [...(groups.get(label) ?? [])].sort(inKerasOrder);
    return variables.length === 0 && floatsOf(layer).length === 0 ? [] : [[layer, { label, variables }]];
  });
  const left = [...groups.keys()].find((label) => !taken.has(label));
  if (left !== undefined) throw new TrainingError(`${path} holds weights of "${left}", for which the model has no layer. Give the weights of the same network.`);
  return pairs;
}

/** The layout before: groups named by layer, listed in order, each with the list of its weights. */
function byOrder(path: string, root: string, { datasets, texts }: Hdf5Content, receivers: readonly Receiver[]): readonly (readonly [layers.Layer, Source])[] {
  const at = new Map(datasets.map((dataset) => [dataset.path, dataset]));
  const names = texts.get(`${root.slice(0, -1)}@layer_names`) ?? [];
  const sources = names.map((label) => ({
    label,
    variables: (texts.get(`${root}${label}@weight_names`) ?? []).filter((name) => !name.includes("seed_generator")).map((name) => {
      const dataset = at.get(`${root}${label}/${name}`);
      if (!dataset) throw new TrainingError(`${path} lists the weight "${name}" of layer "${label}" and does not hold it. Copy or save it again.`);
      return dataset;
    }),
  })).filter(({ variables }) => variables.length > 0);

  const wanting = receivers.map(({ layer }) => layer).filter((layer) => floatsOf(layer).length > 0);
  const left = sources[wanting.length];
  if (left) throw new TrainingError(`${path} holds weights of "${left.label}", for which the model has no layer. Give the weights of the same network.`);
  return wanting.map((layer, k) => [layer, sources[k] ?? { label: layer.name, variables: [] }]);
}

type LayerWeight = layers.Layer["weights"][number];

/** Counters of random layers are no weights to Keras. */
const floatsOf = (layer: layers.Layer): readonly LayerWeight[] => layer.weights.filter(({ dtype }) => dtype === "float32");

/** The new value of each weight of a layer. Attention's heads have an axis of their own in Keras. */
function arranged(path: string, layer: layers.Layer, { label, variables }: Source): readonly { readonly weight: LayerWeight; readonly value: Tensor }[] {
  const weights = floatsOf(layer);
  const values = variables.map(({ path: place, shape, type, values: numbers }) => {
    if (!numbers) throw new TrainingError(`${path}: ${place} has the type ${type}; weights of float32 are read.`);
    if (!numbers.every(Number.isFinite)) throw new TrainingError(`${path}: ${place} holds what is no number: the training went astray, or the file is damaged. Train, copy or save it again.`);
    return { place, value: tf.tensor(numbers, [...shape]) };
  });
  const nameOf = (weight: LayerWeight) => weight.originalName.split("/").at(-1) ?? weight.originalName;
  const missing = weights[values.length];
  if (missing) throw new TrainingError(`${path} has ${values.length === 0 ? "no weights" : `no weight "${nameOf(missing)}"`} for the layer "${layer.name}" ("${label}" in the file). Give the weights of the same network.`);
  const extra = values[weights.length];
  if (extra) throw new TrainingError(`${path} holds ${extra.place}, for which the layer "${layer.name}" has no weight. Give the weights of the same network.`);
  return weights.map((weight, k) => {
    const { place, value } = values[k]!;
    const shape = weight.shape.map((size) => size ?? 0);
    if (shape.join() === value.shape.join()) return { weight, value };
    if (headsJoined(value.shape, shape)) return { weight, value: tf.reshape(value, shape) };
    throw new TrainingError(`${path}: ${place} has the shape [${value.shape.join(", ")}], the weight "${nameOf(weight)}" of layer "${layer.name}" has [${shape.join(", ")}]. Give the weights of the same network.`);
  });
}

/** Whether a shape is another with two neighbouring axes joined. */
function headsJoined(long: readonly number[], short: readonly number[]): boolean {
  return long.length === short.length + 1 && short.some((_, k) => [...long.slice(0, k), long[k]! * long[k + 1]!, ...long.slice(k + 2)].join() === short.join());
}

const ORDER = ["vars", "cell", "forward_layer", "backward_layer", "query_dense", "key_dense", "value_dense", "output_dense"];

/** Groups in the order in which Keras makes them, variables by number; HDF5 lists both by the alphabet. */
function inKerasOrder(a: Hdf5Dataset, b: Hdf5Dataset): number {
  const [left, right] = [a.path.split("/"), b.path.split("/")];
  const k = left.findIndex((part, at) => part !== right[at]);
  const rank = (part = "") => (/^\d+$/.test(part) ? Number(part) : ORDER.indexOf(part));
  return k < 0 ? 0 : rank(left[k]) - rank(right[k]);
}
