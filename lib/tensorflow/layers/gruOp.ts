import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../load.ts";
import { runOp } from "../native.ts";
import { withGradients } from "./customGradient.ts";
import type { GruWeights } from "./gruLoop.ts";
import { inputGradient } from "./lstmOp.ts";
import { chosen, lastStep, type Sequence, type Wanted } from "./recurrence.ts";

/**
 * A GRU's sequence as one op of the binding, and its gradient as another: the numbers of `gruLoop`.
 * in: x [T, B, F], state h  out: the wanted of h [T, B, H], h [B, H]
 */
export function gruOp({ mask, recurrentMask, states, x }: Sequence, { bias, kernel, recurrent, recurrentBias }: GruWeights, wanted: Wanted): Tensor[] {
  const h0 = states[0]!;
  const biases = recurrentBias ? [bias, recurrentBias] : [bias];
  return withGradients([x, kernel, recurrent, h0, ...biases], () => {
    const none = tf.zeros([0]);
    const second = recurrentBias ?? none;
    const masks = [mask ?? none, recurrentMask ?? none];
    const [h, gates] = runOp("MarketbookGru", [], [x, kernel, recurrent, bias, second, h0, ...masks], 2);
    return {
      outputs: chosen(wanted, () => h!, [() => lastStep(h!)]),
      saved: [kernel, x, recurrent, second, h0, ...masks, h!, gates!],
      gradient: (dOutputs, [kernel_, x_, ...forward]) => {
        const [dh, dhLast] = wanted.everyStep ? dOutputs : [undefined, ...dOutputs];
        const absent = tf.zeros([0]);
        const inputs = [x_!, kernel_!, ...forward, dh ?? absent, dhLast ?? absent];
        const [dz, dKernel, dRecurrent, dBias, dRecurrentBias, dh0] = runOp("MarketbookGruGrad", [], inputs, 6);
        return [() => inputGradient(dz!, kernel_!), ...[dKernel!, dRecurrent!, dh0!, dBias!, dRecurrentBias!].map((gradient) => () => gradient)];
      },
    };
  });
}
