import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../load.ts";
import { runOp } from "../native.ts";
import { withGradients } from "./customGradient.ts";

/** K copies of a sequence, each later by the dilation than the one before, `before` and `after` zeros around it. */
export type Shifts = { readonly count: number; readonly dilation: number; readonly before: number; readonly after: number };

/**
 * What a convolution's filters see at each step, side by side: seen_t = (x_{t−p}, x_{t−p+d}, … x_{t−p+(K−1)d}), p the zeros before.
 * in: [B, T, F]  out: [B, T + p + zeros after − (K−1)d, K·F]
 */
export function shifted(x: Tensor, { after, before, count, dilation }: Shifts): Tensor {
  const padded = before + after > 0 ? tf.pad(x, [[0, 0], [before, after], [0, 0]]) : x;
  const [batch = 1, all = 1, features = 1] = padded.shape;
  const steps = all - (count - 1) * dilation;
  return tf.concat(Array.from({ length: count }, (_, k) => tf.slice(padded, [0, k * dilation, 0], [batch, steps, features])), 2);
}

/** The same as one op of the binding, and its gradient as another. */
export function shiftedOp(x: Tensor, { after, before, count, dilation }: Shifts): Tensor {
  const steps = x.shape[1] ?? 1;
  const whole = (length: number) => [count, dilation, before, length].map((value) => tf.scalar(value, "int32"));
  const [seen] = withGradients([x], () => ({
    outputs: runOp("MarketbookShifts", [], [x, ...whole(steps + before + after - (count - 1) * dilation)], 1),
    saved: [],
    gradient: ([dSeen]) => [() => runOp("MarketbookShiftsGrad", [], [dSeen!, ...whole(steps)], 1)[0]!],
  }));
  return seen!;
}
