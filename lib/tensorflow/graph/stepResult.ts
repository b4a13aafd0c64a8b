import type { Tensor } from "@tensorflow/tfjs";
import { TensorflowError } from "../error.ts";
import { tf } from "../load.ts";

/** What a step may return: a tensor, a list or a record of tensors, or nothing. */
export type StepResult = Tensor | Tensor[] | { [name: string]: Tensor } | void;

/** The tensors of a result, in order. */
export function tensorsOf(name: string, result: StepResult): Tensor[] {
  if (result === undefined) return [];
  const parts: unknown[] = result instanceof tf.Tensor || !isContainer(result) ? [result] : Object.values(result);
  return parts.map((part) => {
    if (part instanceof tf.Tensor) return part;
    throw new TensorflowError(`${name}: the step returned ${kindOf(part)} where a tensor is expected. Return a tensor, a list or a record of tensors, or nothing.`);
  });
}

/**
 * The same result, with copies for arguments, tensors from outside, variables and repetitions in it: what a step returns is the caller's
 * to dispose, each tensor for itself. in: whether a tensor was there before the step ran
 */
export function ownResult(name: string, result: StepResult, isOlder: (tensor: Tensor) => boolean): StepResult {
  const tensors = tensorsOf(name, result);
  const isLent = (tensor: Tensor, k: number) => isOlder(tensor) || tensor instanceof tf.Variable || tensors.indexOf(tensor) < k;
  return tensors.some(isLent) ? formOf(result)(tensors.map((tensor, k) => (isLent(tensor, k) ? tensor.clone() : tensor))) : result;
}

/** Tells tensors that exist now from later ones: TensorFlow.js numbers them as they are made. */
export function olderThanNow(): (tensor: Tensor) => boolean {
  const now = tf.engine()["nextTensorId"]();
  return ({ id }) => id < now;
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

function isContainer(value: object): boolean {
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

function kindOf(value: unknown): string {
  return value instanceof Promise ? "a promise" : value === null ? "null" : `a ${typeof value}`;
}
