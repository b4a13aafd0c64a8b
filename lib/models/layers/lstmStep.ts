import { tf, type Tensor } from "../../tensorflow/index.ts";

/** Weights of an LSTM: W [F, 4H], U [H, 4H], b [4H], gates side by side in the order i f g o. */
export type LstmWeights = { readonly W: Tensor; readonly U: Tensor; readonly b: Tensor };

/** Gates and states after one step, [B, H] each. */
export type LstmStep = { readonly i: Tensor; readonly f: Tensor; readonly g: Tensor; readonly o: Tensor; readonly c: Tensor; readonly h: Tensor };

/**
 * One step of an LSTM, down to the gates. Hochreiter & Schmidhuber 1997, https://doi.org/10.1162/neco.1997.9.8.1735;
 * forget gate: Gers, Schmidhuber & Cummins 2000.
 *   i = σ(x W_i + h U_i + b_i)      what is let in
 *   f = σ(x W_f + h U_f + b_f)      what is kept
 *   g = tanh(x W_g + h U_g + b_g)   what is offered
 *   o = σ(x W_o + h U_o + b_o)      what is shown
 *   c ← f∘c + i∘g      h ← o∘tanh(c)
 * in: x [B, F], h and c [B, H]
 */
export function lstmStep({ W, U, b }: LstmWeights, x: Tensor, h: Tensor, c: Tensor): LstmStep {
  const z = tf.add(tf.add(tf.matMul(x, W), tf.matMul(h, U)), b); // [B, 4H]
  const [zi, zf, zg, zo] = tf.split(z, 4, 1); // [B, H] each
  const i = tf.sigmoid(zi!);
  const f = tf.sigmoid(zf!);
  const g = tf.tanh(zg!);
  const o = tf.sigmoid(zo!);
  const next = tf.add(tf.mul(f, c), tf.mul(i, g)); // [B, H]
  return { i, f, g, o, c: next, h: tf.mul(o, tf.tanh(next)) };
}
