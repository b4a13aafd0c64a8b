import { tf, type Tensor } from "../tensorflow/index.ts";
import { finite } from "./finite.ts";
import type { Position } from "./position.ts";

/** Losses that wait on the device until someone wants to read them: reading each would stall an accelerator. State is the point. */
export type LossLedger = {
  /** Takes what a step returned, after the position has counted it. */
  add(measured: readonly Tensor[], windows: number): void;
  /** Adds what waits to the sums of the position, in the order of the steps. Refuses a loss that is no number. */
  read(): void;
  /** Loss of the last step that was read. */
  last(): number;
  /** Mean loss of the windows of the epoch that were read. */
  mean(): number;
  dispose(): void;
};

export function lossLedger(position: Position): LossLedger {
  let waiting: { readonly measured: readonly Tensor[]; readonly windows: number }[] = [];
  let last = NaN;
  const clear = () => {
    for (const { measured } of waiting) tf.dispose([...measured]);
    waiting = [];
  };
  return {
    add: (measured, windows) => void waiting.push({ measured, windows }),
    read: () => {
      if (waiting.length === 0) return;
      const first = position.step - waiting.length + 1;
      const perStep = waiting[0]!.measured.length;
      const values = tf.tidy(() => tf.stack(waiting.flatMap(({ measured }) => [...measured])).dataSync());
      waiting.forEach(({ windows }, k) => {
        last = finite(values[k * perStep]!, `the loss of epoch ${position.epoch}, batch ${first + k}`);
        position.lossSum += last * windows;
        position.windows += windows;
        if (perStep > 1) position.normSum += values[k * perStep + 1]!;
      });
      clear();
    },
    last: () => last,
    mean: () => position.lossSum / position.windows,
    dispose: clear,
  };
}
