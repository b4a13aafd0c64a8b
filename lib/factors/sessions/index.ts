import type { Factor } from "../factor.ts";
import { currentSessionFactors } from "./currentSession.ts";
import { gapBetweenFactors } from "./gapBetween.ts";
import { liquidityScoreFactor } from "./liquidityScore.ts";
import { newYorkInAsiaFactors } from "./newYorkInAsia.ts";
import { openingRangeFactors } from "./openingRange.ts";
import { overlapFactors } from "./overlaps.ts";
import { previousReturnFactors } from "./previousReturn.ts";
import { sessionGapFactors } from "./sessionGap.ts";
import { sessionRangeFactors } from "./sessionRange.ts";
import { sessionReturnFactors } from "./sessionReturns.ts";
import { timeInSessionFactors } from "./timeInSession.ts";
import { volatilityRatioFactors } from "./volatilityRatio.ts";
import { volumeRatioFactors } from "./volumeRatio.ts";

export const SESSIONS: readonly Factor[] = [
  ...currentSessionFactors, ...timeInSessionFactors, ...overlapFactors, ...previousReturnFactors, ...sessionReturnFactors, ...volatilityRatioFactors, ...volumeRatioFactors,
  liquidityScoreFactor, ...sessionGapFactors, ...gapBetweenFactors, ...newYorkInAsiaFactors, ...openingRangeFactors, ...sessionRangeFactors,
];
