export { binaryCrossentropy, categoricalCrossentropy, sparseCategoricalCrossentropy, type CrossentropyOptions } from "./crossentropy.ts";
export { focal, type FocalOptions } from "./focal.ts";
export { huber } from "./huber.ts";
export { type Loss } from "./loss.ts";
export { LOSSES, lossOf, meanLoss, type LossName } from "./lossOf.ts";
export { meanAbsoluteError } from "./absoluteError.ts";
export { meanSquaredError } from "./squaredError.ts";
export { quantile } from "./quantile.ts";
