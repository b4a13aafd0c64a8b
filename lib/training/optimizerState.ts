import { tf, type Optimizer, type Tensor, type Variable } from "../tensorflow/index.ts";
import { isStock } from "./optimizer.ts";

/** Everything an optimizer remembers between two steps. The tensors are copies: the caller disposes. */
export type OptimizerState = { readonly iterations: number; readonly tensors: readonly { readonly name: string; readonly tensor: Tensor }[] };

/**
 * State of an optimizer, to the last bit. TensorFlow.js's own are read field by field: their `getWeights` leaves out the powers of β,
 * which `setWeights` recomputes to other bits, and Adamax has none.
 */
export async function optimizerState(optimizer: Optimizer): Promise<OptimizerState> {
  if (!isStock(optimizer)) {
    const weights = await optimizer.getWeights();
    return { iterations: optimizer.iterations, tensors: weights.map(({ name, tensor }) => ({ name, tensor: tensor.clone() })) };
  }
  const tensors = fieldsOf(optimizer).flatMap(([field, value]) => {
    if (value instanceof tf.Variable) return [{ name: field, tensor: value.clone() }];
    return slotsOf(value).map(({ variable }, k) => ({ name: `${field}/${k}`, tensor: variable.clone() }));
  });
  return { iterations: optimizer.iterations, tensors };
}

/** Gives an optimizer the state of another of the same settings. */
export async function restoreOptimizer(optimizer: Optimizer, { iterations, tensors }: OptimizerState): Promise<void> {
  if (!isStock(optimizer)) return optimizer.setWeights(tensors.map(({ name, tensor }) => ({ name, tensor })));
  Object.assign(optimizer, { iterations_: iterations });
  for (const [field, value] of fieldsOf(optimizer)) {
    if (value instanceof tf.Variable) value.assign(named(tensors, field));
    if (!Array.isArray(value)) continue;
    tf.dispose(slotsOf(value).map(({ variable }) => variable));
    const saved = tensors.filter(({ name }) => name.startsWith(`${field}/`));
    Object.assign(optimizer, { [field]: saved.map(({ name, tensor }) => ({ originalName: name, variable: tf.variable(tensor, false) })) });
  }
}

function fieldsOf(optimizer: Optimizer): [string, unknown][] {
  return Object.entries(optimizer);
}

/** The variables of a field such as Adam's first moments, one a weight. */
function slotsOf(value: unknown): { readonly variable: Variable }[] {
  return Array.isArray(value) ? value.filter((slot) => slot?.variable instanceof tf.Variable) : [];
}

function named(tensors: OptimizerState["tensors"], name: string): Tensor {
  const found = tensors.find((each) => each.name === name);
  if (found) return found.tensor;
  throw new Error(`the state of the optimizer lacks "${name}"`);
}
