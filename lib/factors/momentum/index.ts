import type { Factor } from "../factor.ts";
import { cciFactor } from "./cci.ts";
import { macdFactor } from "./macd.ts";
import { mfiFactor } from "./mfi.ts";
import { momentumFactor } from "./momentum.ts";
import { rocFactor } from "./roc.ts";
import { rsiFactor } from "./rsi.ts";
import { stochasticFactor } from "./stochastic.ts";
import { stochasticRsiFactor } from "./stochasticRsi.ts";
import { williamsRFactor } from "./williamsR.ts";

export const MOMENTUM: readonly Factor[] = [rsiFactor, stochasticRsiFactor, macdFactor, stochasticFactor, rocFactor, momentumFactor, williamsRFactor, cciFactor, mfiFactor];
