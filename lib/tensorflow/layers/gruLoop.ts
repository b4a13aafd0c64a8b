import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../load.ts";

/**
 * A GRU's sequence in plain ops. Cho et al. 2014, https://arxiv.org/abs/1406.1078:
 *   z = σ(x W_z + h U_z + b_z)   r = σ(x W_r + h U_r + b_r)
 *   ĥ = tanh(x W_h + (r∘h) U_h + b_h)   h ← z∘h + (1−z)∘ĥ
 * in: x [T, B, F], kernel [F, 3H], recurrent [H, 3H], bias [3H]  out: h [T, B, H]
 */
export function gruLoop(x: Tensor, kernel: Tensor, recurrent: Tensor, bias: Tensor): Tensor {
  const [steps = 0, batch = 0, features = 0] = x.shape;
  const units = recurrent.shape[0] ?? 0;
  const projected = tf.add(tf.matMul(tf.reshape(x, [steps * batch, features]), kernel), bias); // [T·B, 3H]
  const projectedSteps = tf.unstack(tf.reshape(projected, [steps, batch, 3 * units]), 0);
  const [gatesU, candidateU] = tf.split(recurrent, [2 * units, units], 1);
  let h: Tensor = tf.zeros([batch, units]);
  const hidden: Tensor[] = [];
  for (const step of projectedSteps) {
    const [gatesX, candidateX] = tf.split(step, [2 * units, units], 1);
    const [z, r] = tf.split(tf.sigmoid(tf.add(gatesX!, tf.matMul(h, gatesU!))), 2, 1); // [B, H] each
    const candidate = tf.tanh(tf.add(candidateX!, tf.matMul(tf.mul(r!, h), candidateU!))); // [B, H]
    h = tf.add(tf.mul(z!, h), tf.mul(tf.sub(1, z!), candidate)); // [B, H]
    hidden.push(h);
  }
  return tf.stack(hidden, 0); // [T, B, H]
}
