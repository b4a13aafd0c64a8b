import { rollingMean } from "../rolling/mean.ts";
import { movingAverage } from "./movingAverage.ts";

/** Simple moving average: mean of the last `period` closes. in: close [T]  out: [T] price, NaN for t < period − 1. */
export const smaFactor = movingAverage("sma", "Simple moving average", "mean of the last period closes", "TA-Lib SMA", rollingMean, [[20], [200]]);
