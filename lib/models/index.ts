export { denseNetwork, type DenseConfig } from "./denseNetwork.ts";
export { drift } from "./drift.ts";
export { ModelError } from "./error.ts";
export { checkWindows, requireWindows, type FitOptions, type FitProgress, type FittedForecaster, type Forecaster } from "./forecaster.ts";
export { linear } from "./linear.ts";
export { lstmNetwork, type LstmConfig } from "./lstmNetwork.ts";
export { type Network, type WindowShape } from "./network.ts";
export { persistence } from "./persistence.ts";
