import { autocorrelationFactor } from "./autocorrelation.ts";
import { highLowRatioFactor, highLowRatioMeanFactor } from "./highLowRatio.ts";
import { shapeFactor } from "./shape.ts";
import { zscoreFactor } from "./zscore.ts";

export const STATISTICAL = [zscoreFactor, shapeFactor, autocorrelationFactor, highLowRatioFactor, highLowRatioMeanFactor];
