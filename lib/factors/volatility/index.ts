import type { Factor } from "../factor.ts";
import { atrFactor } from "./atr.ts";
import { bollingerFactor } from "./bollinger.ts";
import { donchianFactor } from "./donchian.ts";
import { garmanKlassFactor } from "./garmanKlass.ts";
import { historicalVolatilityFactor } from "./historicalVolatility.ts";
import { parkinsonFactor } from "./parkinson.ts";
import { rogersSatchellFactor } from "./rogersSatchell.ts";
import { trueRangeFactor } from "./trueRange.ts";

export const VOLATILITY: readonly Factor[] = [
  atrFactor, bollingerFactor, donchianFactor, historicalVolatilityFactor, parkinsonFactor, garmanKlassFactor, rogersSatchellFactor, trueRangeFactor,
];
