export { TrainingError } from "./error.ts";
export { fit, type History, type TrainingOptions } from "./fit.ts";
export { loadForecaster } from "./loadForecaster.ts";
export { loadModel } from "./loadModel.ts";
export { LOSSES, lossOf, type LossName } from "./losses.ts";
export { type ModelCard } from "./modelCard.ts";
export { networkForecaster } from "./networkForecaster.ts";
export { predict } from "./predict.ts";
export { saveModel, type ModelDescription } from "./saveModel.ts";
