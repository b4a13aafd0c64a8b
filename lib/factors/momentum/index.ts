import type { Factor } from "../factor.ts";
import { absoluteOscillatorFactor } from "./absoluteOscillator.ts";
import { accelerationFactor } from "./acceleration.ts";
import { acceleratorFactor } from "./accelerator.ts";
import { awesomeFactor } from "./awesome.ts";
import { balanceOfPowerFactor } from "./balanceOfPower.ts";
import { brarFactor } from "./brar.ts";
import { cciFactor } from "./cci.ts";
import { centerOfGravityFactor } from "./centerOfGravity.ts";
import { chandeMomentumFactor } from "./chandeMomentum.ts";
import { chandeMomentumSumFactor } from "./chandeMomentumSum.ts";
import { connorsRsiFactor } from "./connorsRsi.ts";
import { coppockFactor } from "./coppock.ts";
import { correlationTrendFactor } from "./correlationTrend.ts";
import { derivativeOscillatorFactor } from "./derivativeOscillator.ts";
import { detrendedPastFactor } from "./detrendedPast.ts";
import { detrendedPriceFactor } from "./detrendedPrice.ts";
import { efficiencyRatioFactor } from "./efficiencyRatio.ts";
import { elderImpulseFactor } from "./elderImpulse.ts";
import { elderRayFactor } from "./elderRay.ts";
import { ergodicFactor } from "./ergodic.ts";
import { fisherFactor } from "./fisher.ts";
import { forecastOscillatorFactor } from "./forecastOscillator.ts";
import { fractalFactor } from "./fractal.ts";
import { fractalEfficiencyFactor } from "./fractalEfficiency.ts";
import { inertiaFactor } from "./inertia.ts";
import { intradayMomentumFactor } from "./intradayMomentum.ts";
import { inverseFisherRsiFactor } from "./inverseFisherRsi.ts";
import { kdjFactor } from "./kdj.ts";
import { knowSureThingFactor } from "./knowSureThing.ts";
import { macdFactor } from "./macd.ts";
import { mfiFactor } from "./mfi.ts";
import { momentumFactor } from "./momentum.ts";
import { percentageOscillatorFactor } from "./percentageOscillator.ts";
import { percentageOscillatorSignalFactor } from "./percentageOscillatorSignal.ts";
import { prettyGoodFactor } from "./prettyGood.ts";
import { priceZoneFactor } from "./priceZone.ts";
import { psychologicalFactor } from "./psychological.ts";
import { qqeFactor } from "./qqe.ts";
import { relativeMomentumFactor } from "./relativeMomentum.ts";
import { relativeVigorFactor } from "./relativeVigor.ts";
import { rocFactor } from "./roc.ts";
import { rsiFactor } from "./rsi.ts";
import { rsxFactor } from "./rsx.ts";
import { schaffFactor } from "./schaff.ts";
import { squeezeFactor } from "./squeeze.ts";
import { stochasticFactor } from "./stochastic.ts";
import { stochasticFastFactor } from "./stochasticFast.ts";
import { stochasticMomentumFactor } from "./stochasticMomentum.ts";
import { stochasticRsiFactor } from "./stochasticRsi.ts";
import { tdSetupFactor } from "./tdSetup.ts";
import { trendIntensityFactor } from "./trendIntensity.ts";
import { trixFactor } from "./trix.ts";
import { trixSignalFactor } from "./trixSignal.ts";
import { trueStrengthFactor } from "./trueStrength.ts";
import { ultimateOscillatorFactor } from "./ultimateOscillator.ts";
import { williamsRFactor } from "./williamsR.ts";

export const MOMENTUM: readonly Factor[] = [
  rsiFactor, stochasticRsiFactor, macdFactor, stochasticFactor, rocFactor, momentumFactor, williamsRFactor, cciFactor, mfiFactor, stochasticFastFactor, trueStrengthFactor,
  ergodicFactor, knowSureThingFactor, percentageOscillatorFactor, percentageOscillatorSignalFactor, absoluteOscillatorFactor, chandeMomentumFactor, trixFactor, trixSignalFactor,
  ultimateOscillatorFactor, balanceOfPowerFactor, awesomeFactor, fisherFactor, coppockFactor, connorsRsiFactor, relativeVigorFactor, kdjFactor, qqeFactor, schaffFactor,
  psychologicalFactor, efficiencyRatioFactor, correlationTrendFactor, inertiaFactor, prettyGoodFactor, forecastOscillatorFactor, squeezeFactor, elderRayFactor,
  detrendedPriceFactor, rsxFactor, tdSetupFactor, accelerationFactor, centerOfGravityFactor, brarFactor, acceleratorFactor, chandeMomentumSumFactor, derivativeOscillatorFactor,
  detrendedPastFactor, elderImpulseFactor, fractalFactor, fractalEfficiencyFactor, intradayMomentumFactor, inverseFisherRsiFactor, priceZoneFactor, relativeMomentumFactor,
  stochasticMomentumFactor, trendIntensityFactor,
];
