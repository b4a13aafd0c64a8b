import { applyTo, compileStep, tf, type LayersModel, type Tensor } from "../tensorflow/index.ts";
import type { Windows } from "../windows/index.ts";
import { meanLoss, type Loss } from "./losses/index.ts";
import { chunkOf, chunks } from "./predictor.ts";
import { targetMatrix } from "./targetsOf.ts";
import { withPenalties } from "./withPenalties.ts";

/** Loss of a model on windows that it does not learn from, kept on the device and compiled for the whole of a fit. */
export type Evaluation = {
  /** The mean over all windows, unweighted, with the penalties of regularizers as in training. `between` is called after each chunk of windows. */
  loss(between: () => Promise<void>): Promise<number>;
  dispose(): void;
};

export function evaluation(model: LayersModel, windows: Windows, loss: Loss): Evaluation {
  const { values, width } = targetMatrix("validation", loss, windows);
  const parts = chunks(windows.count).map(([from, to]) => ({ inputs: chunkOf(windows, from, to), targets: tf.tensor2d(values.subarray(from * width, to * width), [to - from, width]) }));
  const step = (inputs: Tensor, targets: Tensor) => tf.tidy(() => withPenalties(model, meanLoss(loss, targets, applyTo(model, inputs))));
  const compiled = compileStep(step, { name: "evaluation" });
  return {
    loss: async (between) => {
      let sum = 0;
      for (const { inputs, targets } of parts) {
        const loss = compiled(inputs, targets);
        sum += loss.dataSync()[0]! * inputs.shape[0];
        loss.dispose();
        await between();
      }
      return sum / windows.count;
    },
    dispose: () => {
      compiled.dispose();
      tf.dispose(parts);
    },
  };
}
