import type { Factor } from "../factor.ts";
import { gapFactor } from "./gap.ts";
import { intradayReturnFactor } from "./intradayReturn.ts";
import { logReturnFactor } from "./logReturn.ts";
import { overnightReturnFactor } from "./overnightReturn.ts";
import { simpleReturnFactor } from "./simpleReturn.ts";

export const RETURNS: readonly Factor[] = [logReturnFactor, simpleReturnFactor, overnightReturnFactor, intradayReturnFactor, gapFactor];
