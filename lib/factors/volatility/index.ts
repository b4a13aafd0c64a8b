import { atrFactor } from "./atr.ts";
import { bollingerFactor } from "./bollinger.ts";
import { historicalVolatilityFactor } from "./historicalVolatility.ts";

export const VOLATILITY = [atrFactor, bollingerFactor, historicalVolatilityFactor];
