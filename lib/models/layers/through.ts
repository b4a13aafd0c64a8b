import { tf, type layers } from "../../tensorflow/index.ts";
import { ModelError } from "../error.ts";

/** A tensor that is only described: what the functional way of building models passes from layer to layer. */
export type Described = ReturnType<typeof tf.input>;

/** Passes a described tensor, or several, through layers, one after the other. out: the output of the last */
export function through(x: Described | Described[], ...chain: readonly layers.Layer[]): Described {
  let here = x;
  for (const layer of chain) {
    const output: unknown = layer.apply(here);
    if (!(output instanceof tf.SymbolicTensor)) throw new ModelError(`through: "${layer.name}" gave no single described tensor. Apply it by itself.`);
    here = output;
  }
  if (Array.isArray(here)) throw new ModelError("through: several tensors were given and no layer that joins them");
  return here;
}
