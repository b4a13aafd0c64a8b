import { applyTo, compileStep, tf, type CompiledShape, type LayersModel, type Optimizer, type Tensor } from "../tensorflow/index.ts";
import { clip, globalNorm, type Clipping } from "./clipping.ts";
import type { DeviceWindows } from "./deviceWindows.ts";
import { meanLoss, type Loss } from "./losses/index.ts";
import { trainableVariables } from "./trainableVariables.ts";
import { withPenalties } from "./withPenalties.ts";

export type StepParts = {
  readonly model: LayersModel;
  readonly optimizer: Optimizer;
  readonly loss: Loss;
  readonly data: DeviceWindows;
  readonly clipping: Clipping | undefined;
  /** Returns the norm of the gradients before clipping as well. */
  readonly withNorm: boolean;
  /** Whether the step runs as one TensorFlow function, or op by op. */
  readonly isCompiled: boolean;
  /** Whether XLA compiles it. */
  readonly xla: boolean;
  /** Numbers in JavaScript that the step depends on. */
  readonly given: () => readonly number[];
};

/** Positions of the windows of a batch → the batch's loss and, if asked, the gradients' norm; they stay on the device. in: int32 [B] */
export type TrainingStep = { (positions: Tensor): Tensor[]; report(): readonly CompiledShape[]; dispose(): void };

/** One training step, compiled as a whole: the batch gathered on the device, forward, backward, clipping and update of the weights. */
export function trainingStep({ clipping, data, given, isCompiled, loss, model, optimizer, withNorm, xla }: StepParts): TrainingStep {
  const variables = trainableVariables(model);
  const step = (positions: Tensor): Tensor[] =>
    tf.tidy(() => {
      const [inputs, targets] = [tf.gather(data.inputs, positions), tf.gather(data.targets, positions)];
      const weights = data.weights && tf.gather(data.weights, positions);
      const forward = () => withPenalties(model, meanLoss(loss, targets, applyTo(model, inputs, { training: true }), weights));
      const { grads, value } = tf.variableGrads(forward, variables);
      const named = Object.entries(grads);
      const gradients = named.map(([, gradient]) => gradient);
      const clipped = clip(gradients, clipping);
      optimizer.applyGradients(named.map(([name], k) => ({ name, tensor: clipped[k]! })));
      return withNorm ? [value, globalNorm(gradients)] : [value];
    });
  return isCompiled ? compileStep(step, { name: "training", given, xla }) : Object.assign(step, { report: () => [], dispose: () => undefined });
}
