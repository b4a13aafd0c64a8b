import type { Factor } from "../factor.ts";
import { autocorrelationFactor } from "./autocorrelation.ts";
import { highLowRatioFactor, highLowRatioMeanFactor } from "./highLowRatio.ts";
import { shapeFactor } from "./shape.ts";
import { zscoreFactor } from "./zscore.ts";

export const STATISTICAL: readonly Factor[] = [zscoreFactor, shapeFactor, autocorrelationFactor, highLowRatioFactor, highLowRatioMeanFactor];
