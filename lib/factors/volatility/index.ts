import { atrFactor } from "./atr.ts";
import { bollingerFactor } from "./bollinger.ts";
import { donchianFactor } from "./donchian.ts";
import { garmanKlassFactor } from "./garmanKlass.ts";
import { historicalVolatilityFactor } from "./historicalVolatility.ts";
import { parkinsonFactor } from "./parkinson.ts";
import { rogersSatchellFactor } from "./rogersSatchell.ts";

export const VOLATILITY = [atrFactor, bollingerFactor, donchianFactor, historicalVolatilityFactor, parkinsonFactor, garmanKlassFactor, rogersSatchellFactor];
