import type { Factor } from "../factor.ts";
import { alligatorFactor } from "./alligator.ts";
import { almaFactor } from "./alma.ts";
import { aroonFactor } from "./aroon.ts";
import { chandeKrollFactor } from "./chandeKroll.ts";
import { choppinessFactor } from "./choppiness.ts";
import { decyclerFactor } from "./decycler.ts";
import { demaFactor } from "./dema.ts";
import { directionalIndexFactor } from "./directionalIndex.ts";
import { directionalMovementFactor } from "./directionalMovement.ts";
import { emaFactor } from "./ema.ts";
import { framaFactor } from "./frama.ts";
import { fwmaFactor } from "./fwma.ts";
import { gannHiloFactor } from "./gannHilo.ts";
import { heikinAshiFactor } from "./heikinAshi.ts";
import { hilbertCycleFactor } from "./hilbertCycle.ts";
import { hmaFactor } from "./hma.ts";
import { holtWintersFactor } from "./holtWinters.ts";
import { ichimokuFactor } from "./ichimoku.ts";
import { instantaneousTrendFactor } from "./instantaneousTrend.ts";
import { kamaFactor } from "./kama.ts";
import { laguerreFactor } from "./laguerre.ts";
import { laguerreAdaptiveFactor } from "./laguerreAdaptive.ts";
import { laguerreChannelFactor } from "./laguerreChannel.ts";
import { laguerreCrossFactor } from "./laguerreCross.ts";
import { laguerreRsiFactor } from "./laguerreRsi.ts";
import { linearRegressionFactor } from "./linearRegression.ts";
import { mamaFactor } from "./mama.ts";
import { massIndexFactor } from "./massIndex.ts";
import { mcginleyFactor } from "./mcginley.ts";
import { midpointFactor } from "./midpoint.ts";
import { midpriceFactor } from "./midprice.ts";
import { pivotPointsFactor } from "./pivotPoints.ts";
import { pwmaFactor } from "./pwma.ts";
import { qstickFactor } from "./qstick.ts";
import { randomWalkFactor } from "./randomWalk.ts";
import { rmaFactor } from "./rma.ts";
import { sarFactor } from "./sar.ts";
import { sinwmaFactor } from "./sinwma.ts";
import { smaFactor } from "./sma.ts";
import { smaCrossFactor } from "./smaCross.ts";
import { superSmootherFactor } from "./superSmoother.ts";
import { supertrendFactor } from "./supertrend.ts";
import { swmaFactor } from "./swma.ts";
import { t3Factor } from "./t3.ts";
import { temaFactor } from "./tema.ts";
import { trendflexFactor } from "./trendflex.ts";
import { trimaFactor } from "./trima.ts";
import { ttmTrendFactor } from "./ttmTrend.ts";
import { verticalHorizontalFactor } from "./verticalHorizontal.ts";
import { vidyaFactor } from "./vidya.ts";
import { vortexFactor } from "./vortex.ts";
import { vwmaFactor } from "./vwma.ts";
import { wmaFactor } from "./wma.ts";
import { zlemaFactor } from "./zlema.ts";

export const TREND: readonly Factor[] = [
  smaFactor, emaFactor, wmaFactor, directionalMovementFactor, aroonFactor,
  hmaFactor, demaFactor, temaFactor, t3Factor, trimaFactor, kamaFactor, vidyaFactor, mamaFactor, zlemaFactor, almaFactor, vwmaFactor, rmaFactor, swmaFactor, mcginleyFactor,
  midpointFactor, midpriceFactor, smaCrossFactor, linearRegressionFactor, hilbertCycleFactor,
  directionalIndexFactor, sarFactor, supertrendFactor, ichimokuFactor, vortexFactor, chandeKrollFactor,
  laguerreFactor, laguerreCrossFactor, laguerreRsiFactor, laguerreAdaptiveFactor, laguerreChannelFactor,
  choppinessFactor, massIndexFactor, qstickFactor, verticalHorizontalFactor,
  alligatorFactor, heikinAshiFactor, randomWalkFactor, superSmootherFactor, trendflexFactor, gannHiloFactor, framaFactor, holtWintersFactor, ttmTrendFactor, pivotPointsFactor,
  sinwmaFactor, pwmaFactor, fwmaFactor, decyclerFactor, instantaneousTrendFactor,
];
