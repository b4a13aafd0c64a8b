import type { Factor } from "../factor.ts";
import { aroonFactor } from "./aroon.ts";
import { directionalMovementFactor } from "./directionalMovement.ts";
import { emaFactor } from "./ema.ts";
import { smaFactor } from "./sma.ts";
import { wmaFactor } from "./wma.ts";

export const TREND: readonly Factor[] = [smaFactor, emaFactor, wmaFactor, directionalMovementFactor, aroonFactor];
