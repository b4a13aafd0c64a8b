import { backwardFill } from "./backwardFill.ts";
import { bestLag } from "./bestLag.ts";
import { centredWindow } from "./centredWindow.ts";
import { dailyCloseByDate } from "./dailyCloseByDate.ts";
import { everyNinetySeventh } from "./everyNinetySeventh.ts";
import { forwardBackwardFilter } from "./forwardBackwardFilter.ts";
import { fourierDenoise } from "./fourierDenoise.ts";
import { fullSampleRank } from "./fullSampleRank.ts";
import { fullSampleZScore } from "./fullSampleZScore.ts";
import { gapInterpolation } from "./gapInterpolation.ts";
import { ichimokuChikou } from "./ichimokuChikou.ts";
import { ichimokuSpanBackward } from "./ichimokuSpanBackward.ts";
import { joinedByRow } from "./joinedByRow.ts";
import { knownAtOpen } from "./knownAtOpen.ts";
import { labelOverlap } from "./labelOverlap.ts";
import { laterClose } from "./laterClose.ts";
import { monthEndOnly } from "./monthEndOnly.ts";
import { pivotHigh } from "./pivotHigh.ts";
import { pooledScaling } from "./pooledScaling.ts";
import { repaintedEnd } from "./repaintedEnd.ts";
import { savitzkyGolay } from "./savitzkyGolay.ts";
import { sessionMerge } from "./sessionMerge.ts";
import { sessionVolatilityMean } from "./sessionVolatilityMean.ts";
import { shiftedBackward } from "./shiftedBackward.ts";
import { smoothedHmm } from "./smoothedHmm.ts";
import { targetEncoding } from "./targetEncoding.ts";
import { tomorrowsRange } from "./tomorrowsRange.ts";
import { unfinishedBar } from "./unfinishedBar.ts";
import { waveletDenoise } from "./waveletDenoise.ts";
import { wholeSampleClipping } from "./wholeSampleClipping.ts";
import { wholeSampleDetrend } from "./wholeSampleDetrend.ts";
import { wholeSampleMinMax } from "./wholeSampleMinMax.ts";
import { wholeSamplePca } from "./wholeSamplePca.ts";
import { zigzag } from "./zigzag.ts";
import type { Specimen } from "./specimen.ts";

/** Planted leaks, each beside the same idea without one. Four are weak: they show on few rows only. */
export const ZOO: readonly Specimen[] = [
  backwardFill, bestLag, centredWindow, dailyCloseByDate, everyNinetySeventh, forwardBackwardFilter, fourierDenoise,
  fullSampleRank, fullSampleZScore, gapInterpolation, ichimokuChikou, ichimokuSpanBackward, joinedByRow, knownAtOpen, labelOverlap,
  laterClose, monthEndOnly, pivotHigh, pooledScaling, repaintedEnd, savitzkyGolay, sessionMerge, sessionVolatilityMean,
  shiftedBackward, smoothedHmm, targetEncoding, tomorrowsRange, unfinishedBar, waveletDenoise, wholeSampleClipping,
  wholeSampleDetrend, wholeSampleMinMax, wholeSamplePca, zigzag,
];
