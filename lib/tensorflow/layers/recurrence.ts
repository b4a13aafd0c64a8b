import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../load.ts";

/** What a recurrence reads. Axes: T steps, B batch, F features, H units. */
export type Sequence = {
  /** [T, B, F] */
  readonly x: Tensor;
  /** States before the first step, [B, H] each: h, and c of an LSTM. */
  readonly states: readonly Tensor[];
  /** [T, B], 1 where a step is read, 0 where the states of the step before are kept. */
  readonly mask?: Tensor | undefined;
  /** [B, H], multiplies h before each product with the recurrent kernel: recurrent dropout. */
  readonly recurrentMask?: Tensor | undefined;
};

/** What is wanted of it: h of every step [T, B, H] instead of the last [B, H], and the states after the last step behind it. */
export type Wanted = { readonly everyStep: boolean; readonly lastStates: boolean };

/** The wanted of all hidden states and of all states after the last step, in the order h, then the states. */
export function chosen({ everyStep, lastStates }: Wanted, h: () => Tensor, states: readonly (() => Tensor)[]): Tensor[] {
  const last = lastStates ? states : states.slice(0, everyStep ? 0 : 1);
  return [...(everyStep ? [h] : []), ...last].map((output) => output());
}

/** The last step of [T, B, H]. out: [B, H] */
export function lastStep(sequence: Tensor): Tensor {
  const [steps = 1, batch = 1, units = 1] = sequence.shape;
  return tf.reshape(tf.slice(sequence, [steps - 1, 0, 0], [1, batch, units]), [batch, units]);
}

/** The steps of [T, B, G], [B, G] each. TensorFlow.js has no gradient of taking one step from one. */
export function stepsOf(sequence: Tensor): readonly Tensor[] {
  const [steps = 1, ...rest] = sequence.shape;
  return steps === 1 ? [tf.reshape(sequence, rest)] : tf.unstack(sequence, 0);
}

/** Steps of a mask, [B, H] each, true where a step is read; nothing without a mask. */
export function readSteps(mask: Tensor | undefined, units: number): readonly Tensor[] {
  if (!mask) return [];
  const [steps = 1, batch = 1] = mask.shape;
  return tf.unstack(tf.broadcastTo(tf.cast(tf.reshape(mask, [steps, batch, 1]), "bool"), [steps, batch, units]), 0);
}
