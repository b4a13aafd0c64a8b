import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../load.ts";
import { chosen, readSteps, stepsOf, type Sequence, type Wanted } from "./recurrence.ts";

/** Kernel W [F, 4H], recurrent kernel U [H, 4H], bias b [4H], gates side by side in the order i f g o. */
export type LstmWeights = { readonly kernel: Tensor; readonly recurrent: Tensor; readonly bias: Tensor };

/**
 * An LSTM's sequence in plain ops: the route of engines without the fused op, and the reference of the tests.
 *   z = x_t W + h U + b,  split into z_i z_f z_g z_o
 *   i = σ(z_i)  f = σ(z_f)  g = tanh(z_g)  o = σ(z_o)
 *   c ← f∘c + i∘g,  h ← o∘tanh(c)
 * in: x [T, B, F], states h and c  out: the wanted of h [T, B, H], h [B, H], c [B, H]
 */
export function lstmLoop({ mask, recurrentMask, states, x }: Sequence, { bias, kernel, recurrent }: LstmWeights, wanted: Wanted): Tensor[] {
  const [steps = 0, batch = 0, features = 0] = x.shape;
  const units = recurrent.shape[0] ?? 0;
  const projected = tf.add(tf.matMul(tf.reshape(x, [steps * batch, features]), kernel), bias); // [T·B, 4H]
  const read = readSteps(mask, units);
  let [h, c] = [states[0]!, states[1]!];
  const hidden = stepsOf(tf.reshape(projected, [steps, batch, 4 * units])).map((step, t) => {
    const z = tf.add(step, tf.matMul(recurrentMask ? tf.mul(h, recurrentMask) : h, recurrent)); // [B, 4H]
    const [zi, zf, zg, zo] = tf.split(z, 4, 1);
    const cell = tf.add(tf.mul(tf.sigmoid(zf!), c), tf.mul(tf.sigmoid(zi!), tf.tanh(zg!))); // [B, H]
    const output = tf.mul(tf.sigmoid(zo!), tf.tanh(cell)); // [B, H]
    const keep = read[t];
    [h, c] = keep ? [tf.where(keep, output, h), tf.where(keep, cell, c)] : [output, cell];
    return h;
  });
  return chosen(wanted, () => tf.stack(hidden, 0), [() => h, () => c]);
}
