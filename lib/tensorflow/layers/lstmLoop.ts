import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../load.ts";

/**
 * The same sequence in plain ops: the route of engines without the fused op, and the reference of the tests.
 *   z = x_t W + h U + b,  split into z_i z_f z_g z_o
 *   i = σ(z_i)  f = σ(z_f)  g = tanh(z_g)  o = σ(z_o)
 *   c ← f∘c + i∘g,  h ← o∘tanh(c)
 * in: x [T, B, F], kernel W [F, 4H], recurrent U [H, 4H], bias b [4H]  out: h [T, B, H]
 */
export function lstmLoop(x: Tensor, kernel: Tensor, recurrent: Tensor, bias: Tensor): Tensor {
  const [steps = 0, batch = 0, features = 0] = x.shape;
  const units = recurrent.shape[0] ?? 0;
  const projected = tf.add(tf.matMul(tf.reshape(x, [steps * batch, features]), kernel), bias); // [T·B, 4H]
  const projectedSteps = tf.unstack(tf.reshape(projected, [steps, batch, 4 * units]), 0);
  let h: Tensor = tf.zeros([batch, units]);
  let c: Tensor = tf.zeros([batch, units]);
  const hidden: Tensor[] = [];
  for (const step of projectedSteps) {
    const z = tf.add(step, tf.matMul(h, recurrent)); // [B, 4H]
    const [zi, zf, zg, zo] = tf.split(z, 4, 1);
    c = tf.add(tf.mul(tf.sigmoid(zf!), c), tf.mul(tf.sigmoid(zi!), tf.tanh(zg!))); // [B, H]
    h = tf.mul(tf.sigmoid(zo!), tf.tanh(c)); // [B, H]
    hidden.push(h);
  }
  return tf.stack(hidden, 0); // [T, B, H]
}
