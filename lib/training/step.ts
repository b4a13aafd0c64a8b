import { applyTo, tf, type LayersModel, type Scalar, type Tensor, type Variable } from "../tensorflow/index.ts";
import { TrainingError } from "./error.ts";
import { lossOf, type LossName } from "./losses.ts";

export type Optimizer = ReturnType<typeof tf.train.adam>;

/**
 * One training step: forward, backward and update of the weights; the loss stays on the device.
 * It reads no tensor's data and keeps no state beside the model's and the optimizer's, so that it could be compiled as a whole.
 */
export type TrainingStep = (inputs: Tensor, targets: Tensor) => Scalar;

export function trainingStep(model: LayersModel, optimizer: Optimizer, loss: LossName): TrainingStep {
  const variables = trainableVariables(model);
  return (inputs, targets) =>
    tf.tidy(() => {
      const forward = () => lossOf(loss, targets, applyTo(model, inputs, { training: true }));
      const { grads, value } = tf.variableGrads(forward, variables);
      optimizer.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
      return value;
    });
}

function trainableVariables(model: LayersModel): Variable[] {
  return model.trainableWeights.map((weight) => {
    const variable: Tensor = weight.read();
    if (variable instanceof tf.Variable) return variable;
    throw new TrainingError(`the weight "${weight.name}" is not a variable; build the model before training it`);
  });
}
