import { tf, type Optimizer, type Tensor, type Variable } from "../tensorflow/index.ts";
import { TrainingError } from "./error.ts";
import { isStock } from "./optimizer.ts";

export type NamedTensor = { readonly name: string; readonly tensor: Tensor };

/**
 * Everything an optimizer remembers between two steps, to the last bit. The tensors are copies: the caller disposes.
 * TensorFlow.js's own are read field by field: their `getWeights` leaves out the powers of β, which `setWeights` recomputes to
 * other bits, and Adamax has none. Variables are named by their place among `variables`: their own names differ between processes.
 */
export async function optimizerState(optimizer: Optimizer, variables: readonly Variable[]): Promise<NamedTensor[]> {
  if (!isStock(optimizer)) {
    const weights = await optimizer.getWeights();
    return weights.map(({ name, tensor }) => ({ name: byPlace(name, variables), tensor: tensor.clone() }));
  }
  return Object.entries(optimizer).flatMap(([field, value]) => {
    if (value instanceof tf.Variable) return [{ name: field, tensor: value.clone() }];
    return slotsOf(value).map(({ variable }, k) => ({ name: `${field}/${k}`, tensor: variable.clone() }));
  });
}

/** Gives an optimizer the state of another of the same settings. */
export async function restoreOptimizer(optimizer: Optimizer, variables: readonly Variable[], state: readonly NamedTensor[]): Promise<void> {
  if (!isStock(optimizer)) return optimizer.setWeights(state.map(({ name, tensor }) => ({ name: byName(name, variables), tensor })));
  for (const [field, value] of Object.entries(optimizer)) {
    if (value instanceof tf.Variable) value.assign(tensorNamed(state, field));
    if (!Array.isArray(value)) continue;
    tf.dispose(slotsOf(value).map(({ variable }) => variable));
    const slots = state.filter(({ name }) => name.startsWith(`${field}/`));
    Object.assign(optimizer, { [field]: slots.map(({ name, tensor }) => ({ originalName: name, variable: tf.variable(tensor, false) })) });
  }
}

/** The variables of a field such as Adam's first moments, one a weight. */
function slotsOf(value: unknown): { readonly variable: Variable }[] {
  return Array.isArray(value) ? value.filter((slot) => slot?.variable instanceof tf.Variable) : [];
}

/** "lstm_1/kernel/m" → "#0/m" */
function byPlace(name: string, variables: readonly Variable[]): string {
  const end = name.lastIndexOf("/");
  const place = variables.findIndex((variable) => variable.name === name.slice(0, end));
  return place < 0 ? name : `#${place}${name.slice(end)}`;
}

/** "#0/m" → "lstm_1/kernel/m" */
function byName(name: string, variables: readonly Variable[]): string {
  return name.replace(/^#(\d+)/, (_, place) => variables[Number(place)]?.name ?? "");
}

function tensorNamed(state: readonly NamedTensor[], name: string): Tensor {
  const found = state.find((each) => each.name === name);
  if (found) return found.tensor;
  throw new TrainingError(`fit: the checkpoint lacks "${name}" of the optimizer's state. Fit again in another folder.`);
}
