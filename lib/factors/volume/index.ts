import type { Factor } from "../factor.ts";
import { accumulationFactor } from "./accumulation.ts";
import { chaikinMoneyFlowFactor } from "./chaikinMoneyFlow.ts";
import { chaikinOscillatorFactor } from "./chaikinOscillator.ts";
import { obvFactor } from "./obv.ts";
import { relativeVolumeFactor } from "./relativeVolume.ts";
import { vwapFactor } from "./vwap.ts";

export const VOLUME: readonly Factor[] = [obvFactor, accumulationFactor, chaikinOscillatorFactor, chaikinMoneyFlowFactor, relativeVolumeFactor, vwapFactor];
