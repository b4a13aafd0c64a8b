import { emaFactor, smaFactor, wmaFactor } from "./movingAverage.ts";

export const TREND = [smaFactor, emaFactor, wmaFactor];
