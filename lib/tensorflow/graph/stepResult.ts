import type { Tensor } from "@tensorflow/tfjs";
import { TensorflowError } from "../error.ts";
import { tf } from "../load.ts";

/** What a step may return: a tensor, a list or a record of tensors, or nothing. */
export type StepResult = Tensor | Tensor[] | { [name: string]: Tensor } | void;

/** The tensors of a result, in order. */
export function tensorsOf(name: string, result: StepResult): Tensor[] {
  if (result === undefined) return [];
  const tensors = result instanceof tf.Tensor ? [result] : Object.values(result);
  for (const tensor of tensors) {
    if (!(tensor instanceof tf.Tensor)) throw new TensorflowError(`${name}: the step returned ${kindOf(tensor)} where a tensor is expected. Return a tensor, a list or a record of tensors, or nothing.`);
  }
  return tensors;
}

/** Makes results of the same form out of other tensors. */
export function formOf<Result extends StepResult>(result: Result): (tensors: readonly Tensor[]) => Result;
export function formOf(result: StepResult): (tensors: readonly Tensor[]) => StepResult {
  if (result === undefined) return () => undefined;
  if (result instanceof tf.Tensor) return ([tensor]) => tensor;
  if (Array.isArray(result)) return (tensors) => [...tensors];
  const names = Object.keys(result);
  return (tensors) => Object.fromEntries(names.map((name, k) => [name, tensors[k]!]));
}

function kindOf(value: unknown): string {
  return value instanceof Promise ? "a promise" : value === null ? "null" : `a ${typeof value}`;
}
