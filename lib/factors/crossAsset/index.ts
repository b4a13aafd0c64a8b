import type { Factor } from "../factor.ts";
import { betaFactor } from "./beta.ts";
import { correlationFactor } from "./correlation.ts";
import { correlationRegimeFactor } from "./correlationRegime.ts";
import { downsideBetaFactor } from "./downsideBeta.ts";
import { exposureFactor } from "./exposure.ts";
import { leadCorrelationFactor } from "./leadCorrelation.ts";
import { pairSpreadFactor } from "./pairSpread.ts";
import { relativeStrengthFactor } from "./relativeStrength.ts";
import { trackingFactor } from "./tracking.ts";

/** Factors that compare with another series, which their ids name. */
export const CROSS_ASSET: readonly Factor[] = [
  correlationFactor, betaFactor, downsideBetaFactor, correlationRegimeFactor, relativeStrengthFactor, leadCorrelationFactor, trackingFactor, pairSpreadFactor, exposureFactor,
];
