import { tf, type LayersModel, type Tensor, type Variable } from "../tensorflow/index.ts";
import { TrainingError } from "./error.ts";

/** The variables that training changes, in the model's order. */
export function trainableVariables(model: LayersModel): Variable[] {
  return model.trainableWeights.map((weight) => {
    const variable: Tensor = weight.read();
    if (variable instanceof tf.Variable) return variable;
    throw new TrainingError(`the weight "${weight.name}" is not a variable; build the model before training it`);
  });
}
