import { aroonFactor } from "./aroon.ts";
import { directionalMovementFactor } from "./directionalMovement.ts";
import { emaFactor } from "./ema.ts";
import { smaFactor } from "./sma.ts";
import { wmaFactor } from "./wma.ts";

export const TREND = [smaFactor, emaFactor, wmaFactor, directionalMovementFactor, aroonFactor];
