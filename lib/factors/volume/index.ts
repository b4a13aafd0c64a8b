import type { Factor } from "../factor.ts";
import { accumulationFactor } from "./accumulation.ts";
import { amihudFactor } from "./amihud.ts";
import { cumulativeVwapFactor, sessionVwapFactor } from "./anchoredVwap.ts";
import { chaikinMoneyFlowFactor } from "./chaikinMoneyFlow.ts";
import { chaikinOscillatorFactor } from "./chaikinOscillator.ts";
import { easeOfMovementFactor } from "./easeOfMovement.ts";
import { forceIndexFactor } from "./forceIndex.ts";
import { klingerFactor } from "./klinger.ts";
import { obvEmaFactor, obvFactor } from "./obv.ts";
import { priceVolumeTrendFactor } from "./priceVolumeTrend.ts";
import { relativeVolumeFactor } from "./relativeVolume.ts";
import { twiggsFactor } from "./twiggs.ts";
import { volumeMomentumFactor, volumeRocFactor } from "./volumeChange.ts";
import { volumeFlowFactor } from "./volumeFlow.ts";
import { volumeIndexFactor } from "./volumeIndex.ts";
import { dollarVolumeFactor, volumeMeanFactor, volumeRankFactor, volumeZscoreFactor } from "./volumeLevel.ts";
import { pvoFactor, pvoSignalFactor, volumeOscillatorFactor } from "./volumeOscillator.ts";
import { upVolumeShareFactor, volumeCorrelationFactor } from "./volumeShare.ts";
import { timeSegmentedVolumeFactor, volumeZoneFactor } from "./volumeZone.ts";
import { vwapFactor } from "./vwap.ts";
import { williamsAccumulationFactor } from "./williamsAccumulation.ts";

export const VOLUME: readonly Factor[] = [
  obvFactor, obvEmaFactor, accumulationFactor, chaikinOscillatorFactor, chaikinMoneyFlowFactor, twiggsFactor, williamsAccumulationFactor, relativeVolumeFactor,
  volumeMeanFactor, volumeZscoreFactor, volumeRankFactor, dollarVolumeFactor, amihudFactor, volumeRocFactor, volumeMomentumFactor, volumeOscillatorFactor, pvoFactor, pvoSignalFactor,
  vwapFactor, cumulativeVwapFactor, sessionVwapFactor, easeOfMovementFactor, forceIndexFactor, volumeIndexFactor, priceVolumeTrendFactor, klingerFactor, volumeFlowFactor,
  upVolumeShareFactor, volumeZoneFactor, timeSegmentedVolumeFactor, volumeCorrelationFactor,
];
