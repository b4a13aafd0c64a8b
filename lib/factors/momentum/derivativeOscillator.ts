import { barCount, defineFactor } from "../factor.ts";
import { ema, mean, minus } from "../operators/index.ts";
import { rsi } from "./rsi.ts";

/** Derivative oscillator: the twice averaged RSI less its mean. Percent, NaN for t < period + first + second + signal − 3. Brown 1994. */
export const derivativeOscillatorFactor = defineFactor({
  name: "derivative_oscillator",
  family: "momentum",
  formula: "r − mean of r over signal, r = EMA(EMA(RSI(period), first), second)",
  source: "Brown 1994",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 200), first: barCount(1, 200), second: barCount(1, 200), signal: barCount(2, 500) },
  outputs: [{ id: "derivative_oscillator", description: "Twice averaged RSI less its mean", unit: "percent" }],
  defaults: [],
  more: [[14, 5, 3, 9]],
  lines: ({ close }, { period, first, second, signal }) => {
    const strength = ema(ema(rsi(close, period), first), second);
    return [minus(strength, mean(strength, signal))];
  },
});
