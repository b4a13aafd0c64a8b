import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../load.ts";
import { chosen, readSteps, stepsOf, type Sequence, type Wanted } from "./recurrence.ts";

/** Kernel W [F, 3H], recurrent kernel U [H, 3H], bias b [3H], recurrent bias v [3H] if the reset gate acts after the product; order z r h. */
export type GruWeights = { readonly kernel: Tensor; readonly recurrent: Tensor; readonly bias: Tensor; readonly recurrentBias?: Tensor | undefined };

/**
 * A GRU's sequence in plain ops. Cho et al. 2014, https://arxiv.org/abs/1406.1078:
 *   z = σ(x W_z + h U_z + b_z)   r = σ(x W_r + h U_r + b_r)
 *   ĥ = tanh(x W_h + (r∘h) U_h + b_h)   h ← z∘h + (1−z)∘ĥ = ĥ + z∘(h − ĥ)
 * With a recurrent bias v the reset gate acts after the product, as in cuDNN and as Keras's default:
 *   z and r with v_z and v_r added,   ĥ = tanh(x W_h + b_h + r∘(h U_h + v_h))
 * in: x [T, B, F], state h  out: the wanted of h [T, B, H], h [B, H]
 */
export function gruLoop({ mask, recurrentMask, states, x }: Sequence, { bias, kernel, recurrent, recurrentBias }: GruWeights, wanted: Wanted): Tensor[] {
  const [steps = 0, batch = 0, features = 0] = x.shape;
  const units = recurrent.shape[0] ?? 0;
  const projected = tf.add(tf.matMul(tf.reshape(x, [steps * batch, features]), kernel), bias); // [T·B, 3H]
  const candidate = recurrentBias ? resetAfter(recurrent, recurrentBias) : resetBefore(recurrent);
  const read = readSteps(mask, units);
  let h = states[0]!;
  const hidden = stepsOf(tf.reshape(projected, [steps, batch, 3 * units])).map((step, t) => {
    const { c, z } = candidate(step, recurrentMask ? tf.mul(h, recurrentMask) : h);
    const output = tf.add(c, tf.mul(z, tf.sub(h, c))); // [B, H]
    const keep = read[t];
    h = keep ? tf.where(keep, output, h) : output;
    return h;
  });
  return chosen(wanted, () => tf.stack(hidden, 0), [() => h]);
}

/** Update gate and candidate of a step. in: x_t W + b [B, 3H], h [B, H]  out: [B, H] each */
type Candidate = (step: Tensor, h: Tensor) => { readonly z: Tensor; readonly c: Tensor };

function resetAfter(recurrent: Tensor, recurrentBias: Tensor): Candidate {
  const units = recurrent.shape[0] ?? 0;
  return (step, h) => {
    const [gatesX, candidateX] = tf.split(step, [2 * units, units], 1);
    const [gatesH, candidateH] = tf.split(tf.add(tf.matMul(h, recurrent), recurrentBias), [2 * units, units], 1);
    const [z, r] = tf.split(tf.sigmoid(tf.add(gatesX!, gatesH!)), 2, 1);
    return { z: z!, c: tf.tanh(tf.add(candidateX!, tf.mul(r!, candidateH!))) };
  };
}

function resetBefore(recurrent: Tensor): Candidate {
  const units = recurrent.shape[0] ?? 0;
  const [gatesU, candidateU] = tf.split(recurrent, [2 * units, units], 1);
  return (step, h) => {
    const [gatesX, candidateX] = tf.split(step, [2 * units, units], 1);
    const [z, r] = tf.split(tf.sigmoid(tf.add(gatesX!, tf.matMul(h, gatesU!))), 2, 1);
    return { z: z!, c: tf.tanh(tf.add(candidateX!, tf.matMul(tf.mul(r!, h), candidateU!))) };
  };
}
