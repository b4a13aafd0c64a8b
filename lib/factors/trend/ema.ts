import { ema } from "../rolling/exponential.ts";
import { movingAverage } from "./movingAverage.ts";

/** Exponential moving average: e += 2/(period+1)·(close − e), from the mean of the first `period` closes. in: close [T]  out: [T] price, NaN for t < period − 1. */
export const emaFactor = movingAverage("ema", "Exponential moving average", "e += 2/(period+1)·(close − e), from the mean of the first period closes", "TA-Lib EMA", ema, [[20], [50]]);
