import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../load.ts";
import { runOp } from "../native.ts";
import { withGradients } from "./customGradient.ts";
import type { LstmWeights } from "./lstmLoop.ts";
import { chosen, lastStep, type Sequence, type Wanted } from "./recurrence.ts";

/**
 * An LSTM's sequence as one op of the binding, and its gradient as another: the numbers of `lstmLoop`.
 * in: x [T, B, F], states h and c  out: the wanted of h [T, B, H], h [B, H], c [B, H]
 */
export function lstmOp({ mask, recurrentMask, states, x }: Sequence, { bias, kernel, recurrent }: LstmWeights, wanted: Wanted): Tensor[] {
  const [h0, c0] = [states[0]!, states[1]!];
  return withGradients([x, kernel, recurrent, bias, h0, c0], () => {
    const none = tf.zeros([0]);
    const masks = [mask ?? none, recurrentMask ?? none];
    const [h, c, gates] = runOp("MarketbookLstm", [], [x, kernel, recurrent, bias, h0, c0, ...masks], 3);
    return {
      outputs: chosen(wanted, () => h!, [() => lastStep(h!), () => lastStep(c!)]),
      saved: [kernel, x, recurrent, h0, c0, ...masks, h!, c!, gates!],
      gradient: (dOutputs, [kernel_, ...forward]) => {
        const [dh, dhLast, dcLast] = wanted.everyStep ? dOutputs : [undefined, ...dOutputs];
        const absent = tf.zeros([0]);
        const [dz, ...gradients] = runOp("MarketbookLstmGrad", [], [...forward, dh ?? absent, dhLast ?? absent, dcLast ?? absent], 6);
        return [() => inputGradient(dz!, kernel_!), ...gradients.map((gradient) => () => gradient)];
      },
    };
  });
}

/** dx = dz Wᵀ. in: dz [T, B, G], kernel [F, G]  out: [T, B, F] */
export function inputGradient(dz: Tensor, kernel: Tensor): Tensor {
  const [steps = 1, batch = 1, width = 1] = dz.shape;
  return tf.reshape(tf.matMul(tf.reshape(dz, [steps * batch, width]), kernel, false, true), [steps, batch, kernel.shape[0] ?? 1]);
}
