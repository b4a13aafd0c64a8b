import type { Factor } from "../factor.ts";
import { averagePriceFactor } from "./averagePrice.ts";
import { candlePartsFactor } from "./candleParts.ts";
import { closeLocationFactor } from "./closeLocation.ts";
import { medianPriceFactor } from "./medianPrice.ts";
import { typicalPriceFactor } from "./typicalPrice.ts";
import { weightedCloseFactor } from "./weightedClose.ts";

export const PRICE: readonly Factor[] = [typicalPriceFactor, medianPriceFactor, averagePriceFactor, weightedCloseFactor, candlePartsFactor, closeLocationFactor];
