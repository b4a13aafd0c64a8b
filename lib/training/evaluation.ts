import { applyTo, compileStep, tf, type LayersModel, type Tensor } from "../tensorflow/index.ts";
import type { Windows } from "../windows/index.ts";
import { meanLoss, type Loss } from "./losses/index.ts";
import { chunkOf, chunks } from "./predictor.ts";
import { withPenalties } from "./withPenalties.ts";

/** Loss of a model on windows that it does not learn from, kept on the device and compiled for the whole of a fit. */
export type Evaluation = { loss(): number; dispose(): void };

/** The mean over all windows, unweighted, with the penalties of regularizers as in training. */
export function evaluation(model: LayersModel, windows: Windows, loss: Loss): Evaluation {
  const parts = chunks(windows.count).map(([from, to]) => ({ inputs: chunkOf(windows, from, to), targets: tf.tensor2d(windows.targets.subarray(from, to), [to - from, 1]) }));
  const step = (inputs: Tensor, targets: Tensor) => tf.tidy(() => withPenalties(model, meanLoss(loss, targets, applyTo(model, inputs))));
  const compiled = compileStep(step, { name: "evaluation" });
  return {
    loss: () => {
      const losses = parts.map(({ inputs, targets }) => compiled(inputs, targets));
      const values = losses.map((each) => each.dataSync()[0]!);
      tf.dispose(losses);
      return values.reduce((sum, value, k) => sum + value * parts[k]!.inputs.shape[0], 0) / windows.count;
    },
    dispose: () => {
      compiled.dispose();
      tf.dispose(parts);
    },
  };
}
