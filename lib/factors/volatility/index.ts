import type { Factor } from "../factor.ts";
import { aberrationFactor } from "./aberration.ts";
import { accelerationBandsFactor } from "./accelerationBands.ts";
import { archLmFactor } from "./archLm.ts";
import { atrFactor } from "./atr.ts";
import { atrStopFactor } from "./atrStop.ts";
import { bipowerFactor } from "./bipower.ts";
import { bollingerFactor } from "./bollinger.ts";
import { chaikinVolatilityFactor } from "./chaikinVolatility.ts";
import { chandelierFactor } from "./chandelier.ts";
import { donchianFactor } from "./donchian.ts";
import { ewmaVolatilityFactor } from "./ewmaVolatility.ts";
import { garchFactor } from "./garch.ts";
import { garmanKlassFactor } from "./garmanKlass.ts";
import { historicalVolatilityFactor } from "./historicalVolatility.ts";
import { keltnerFactor } from "./keltner.ts";
import { natrFactor } from "./natr.ts";
import { parkinsonFactor } from "./parkinson.ts";
import { priceDistanceFactor } from "./priceDistance.ts";
import { relativeVolatilityFactor } from "./relativeVolatility.ts";
import { rogersSatchellFactor } from "./rogersSatchell.ts";
import { semivolatilityFactor } from "./semivolatility.ts";
import { thermometerFactor } from "./thermometer.ts";
import { trueRangeFactor } from "./trueRange.ts";
import { ulcerFactor } from "./ulcer.ts";
import { volatilityOfVolatilityFactor } from "./volatilityOfVolatility.ts";
import { volatilityRatioFactor } from "./volatilityRatio.ts";
import { yangZhangFactor } from "./yangZhang.ts";

export const VOLATILITY: readonly Factor[] = [
  atrFactor, bollingerFactor, donchianFactor, historicalVolatilityFactor, parkinsonFactor, garmanKlassFactor, rogersSatchellFactor,
  trueRangeFactor, natrFactor, keltnerFactor, accelerationBandsFactor, chandelierFactor, yangZhangFactor, ewmaVolatilityFactor, semivolatilityFactor, bipowerFactor,
  volatilityRatioFactor, ulcerFactor, chaikinVolatilityFactor, relativeVolatilityFactor, garchFactor, archLmFactor,
  thermometerFactor, priceDistanceFactor, atrStopFactor, volatilityOfVolatilityFactor,
  aberrationFactor,
];
