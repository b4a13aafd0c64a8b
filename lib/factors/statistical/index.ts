import type { Factor } from "../factor.ts";
import { autocorrelationFactor } from "./autocorrelation.ts";
import { averageDeviationFactor } from "./averageDeviation.ts";
import { drawdownFactor, maximumDrawdownFactor } from "./drawdown.ts";
import { entropyFactor } from "./entropy.ts";
import { extremeAgesFactor, extremesFactor } from "./extremes.ts";
import { fractalDimensionFactor } from "./fractalDimension.ts";
import { fractionalDifferenceFactor } from "./fractionalDifference.ts";
import { highLowRatioFactor, highLowRatioMeanFactor } from "./highLowRatio.ts";
import { highLowBetaFactor, highLowCorrelationFactor } from "./highLowRelation.ts";
import { hurstFactor } from "./hurst.ts";
import { meanReversionFactor } from "./meanReversion.ts";
import { medianFactor } from "./median.ts";
import { jarqueBeraFactor } from "./normality.ts";
import { percentRankFactor } from "./percentRank.ts";
import { permutationEntropyFactor } from "./permutationEntropy.ts";
import { interquartileRangeFactor, quantileFactor } from "./quantile.ts";
import { rewardFactor } from "./reward.ts";
import { robustZscoreFactor } from "./robustZscore.ts";
import { runLengthFactor } from "./runLength.ts";
import { runUpFactor } from "./runUp.ts";
import { shapeFactor } from "./shape.ts";
import { standardDeviationFactor } from "./standardDeviation.ts";
import { sumFactor } from "./sum.ts";
import { tailRatioFactor, tailRiskFactor } from "./tails.ts";
import { varianceRatioFactor } from "./varianceRatio.ts";
import { zscoreFactor } from "./zscore.ts";

export const STATISTICAL: readonly Factor[] = [
  zscoreFactor, robustZscoreFactor, shapeFactor, jarqueBeraFactor, autocorrelationFactor, varianceRatioFactor, hurstFactor, fractalDimensionFactor, fractionalDifferenceFactor,
  meanReversionFactor, entropyFactor, permutationEntropyFactor, highLowRatioFactor, highLowRatioMeanFactor, highLowCorrelationFactor, highLowBetaFactor,
  standardDeviationFactor, averageDeviationFactor, medianFactor, quantileFactor, interquartileRangeFactor, percentRankFactor, extremesFactor, extremeAgesFactor, sumFactor,
  drawdownFactor, maximumDrawdownFactor, runUpFactor, rewardFactor, tailRiskFactor, tailRatioFactor, runLengthFactor,
];
