import type { Tensor, Variable } from "@tensorflow/tfjs";
import { tf } from "../load.ts";
import { nativeBackend, runOp } from "../native.ts";

export type AdamConstants = {
  /** Memory of the gradient's mean. Default 0.9. */
  readonly beta1: number;
  /** Memory of the gradient's square. Default 0.999. */
  readonly beta2: number;
  /** Added to the root. Default 1e-7, as Keras. */
  readonly epsilon: number;
  /** λ of AdamW. Default 0: plain Adam. */
  readonly weightDecay: number;
};

/** A variable with its two moments. */
export type AdamSlot = { readonly value: Variable; readonly m: Variable; readonly v: Variable };

/** New values of a slot. */
export type AdamUpdate = { readonly value: Tensor; readonly m: Tensor; readonly v: Tensor };

/** Every variable's update in one op of TensorFlow's runtime. steps: int32 scalar, the number of this step from 1 */
export function fusedAdam(slots: readonly AdamSlot[], gradients: readonly Tensor[], rate: Tensor, steps: Tensor, constants: AdamConstants): AdamUpdate[] {
  const { binding } = nativeBackend();
  const N = slots.length;
  const attributes = [
    { name: "N", type: binding.TF_ATTR_INT, value: N },
    { name: "beta1", type: binding.TF_ATTR_FLOAT, value: constants.beta1 },
    { name: "beta2", type: binding.TF_ATTR_FLOAT, value: constants.beta2 },
    { name: "epsilon", type: binding.TF_ATTR_FLOAT, value: constants.epsilon },
    { name: "weightDecay", type: binding.TF_ATTR_FLOAT, value: constants.weightDecay },
  ];
  const inputs = [...slots.map(({ value }) => value), ...slots.map(({ m }) => m), ...slots.map(({ v }) => v), ...gradients, rate, steps];
  const outputs = runOp("MarketbookAdam", attributes, inputs, 3 * N);
  return slots.map((_, k) => ({ value: outputs[k]!, m: outputs[N + k]!, v: outputs[2 * N + k]! }));
}

/** The same update in plain ops: other engines, XLA, and the reference of the tests. */
export function plainAdam(slots: readonly AdamSlot[], gradients: readonly Tensor[], rate: Tensor, steps: Tensor, constants: AdamConstants): AdamUpdate[] {
  const { beta1, beta2, epsilon, weightDecay } = constants;
  const t = tf.cast(steps, "float32");
  const [correction1, correction2] = [tf.sub(1, tf.pow(beta1, t)), tf.sub(1, tf.pow(beta2, t))];
  return slots.map((slot, k) => {
    const g = gradients[k]!;
    const m = tf.add(tf.mul(slot.m, beta1), tf.mul(g, 1 - beta1));
    const v = tf.add(tf.mul(slot.v, beta2), tf.mul(tf.square(g), 1 - beta2));
    const direction = tf.div(tf.div(m, correction1), tf.add(tf.sqrt(tf.div(v, correction2)), epsilon));
    const decayed = weightDecay === 0 ? direction : tf.add(direction, tf.mul(slot.value, weightDecay));
    return { value: tf.sub(slot.value, tf.mul(rate, decayed)), m, v };
  });
}
