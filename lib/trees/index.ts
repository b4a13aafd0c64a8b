export { TreeError } from "./error.ts";
export { liveHandles } from "./handle.ts";
export { loadLightgbm } from "./lightgbm/load.ts";
export { trainLightgbm } from "./lightgbm/train.ts";
export { defaultThreads } from "./threads.ts";
export { loadXgboost } from "./xgboost/load.ts";
export { trainXgboost } from "./xgboost/train.ts";
export type { Booster, Matrix, Parameters, Round, Trained, TrainingSet, TrainRequest } from "./types.ts";
