import { tf, type Tensor } from "../tensorflow/index.ts";
import { TrainingError } from "./error.ts";

/**
 * Bounds gradients before the optimizer sees them.
 *   globalNorm  all gradients times min(1, c/‖g‖), ‖g‖ the Euclidean norm over all variables. Pascanu 2013.
 *   norm        the same for each variable by itself
 *   value       each number cut to [−c, c]
 */
export type Clipping = { readonly globalNorm: number } | { readonly norm: number } | { readonly value: number };

/** Gradients after clipping, computed on the device. None are cut without a `clipping`. */
export function clip(gradients: readonly Tensor[], clipping: Clipping | undefined): readonly Tensor[] {
  if (clipping === undefined) return gradients;
  if ("value" in clipping) return gradients.map((gradient) => tf.clipByValue(gradient, -clipping.value, clipping.value));
  if ("norm" in clipping) return gradients.map((gradient) => tf.mul(gradient, factor(globalNorm([gradient]), clipping.norm)));
  const common = factor(globalNorm(gradients), clipping.globalNorm);
  return gradients.map((gradient) => tf.mul(gradient, common));
}

/** Euclidean norm of several tensors taken as one vector. out: scalar */
export function globalNorm(tensors: readonly Tensor[]): Tensor {
  return tf.sqrt(tf.addN(tensors.map((tensor) => tf.sum(tf.square(tensor)))));
}

/** c / max(‖g‖, c): exactly 1 inside the bound. */
function factor(norm: Tensor, bound: number): Tensor {
  return tf.div(bound, tf.maximum(norm, bound));
}

export function checkClipping(clipping: Clipping | undefined): void {
  const bounds = Object.entries(clipping ?? { globalNorm: 1 });
  const [name, bound] = bounds[0] ?? ["", 0];
  const known = ["globalNorm", "norm", "value"].includes(name);
  if (bounds.length !== 1 || !known) throw new TrainingError(`fit: clipping must be one of { globalNorm }, { norm } or { value }, got { ${bounds.map(([key]) => key).join(", ")} }`);
  if (!(bound > 0)) throw new TrainingError(`fit: clipping.${name} must be positive, got ${bound}`);
}
