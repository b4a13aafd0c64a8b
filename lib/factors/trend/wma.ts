import { rollingWeightedMean } from "../rolling/weightedMean.ts";
import { movingAverage } from "./movingAverage.ts";

/** Linearly weighted moving average: weights 1..period, the newest weighs most. in: close [T]  out: [T] price, NaN for t < period − 1. */
export const wmaFactor = movingAverage("wma", "Linearly weighted moving average", "Σ k·close[k−period] / Σ k, k = 1..period, the newest weighs most", "TA-Lib WMA", rollingWeightedMean, []);
