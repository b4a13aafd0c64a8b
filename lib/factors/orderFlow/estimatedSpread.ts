import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { comoments, highest, lag, logRatio, lowest, mean, plus, scaled, times } from "../operators/index.ts";
import { logReturn } from "../returns/logReturn.ts";

/** Spread that would explain how returns bounce: 2·√−cov(r, r[−1]). Ratio of the price; 0 where they do not bounce. Roll 1984. */
function rollSpread(close: Line, period: number): Line {
  const r = logReturn(close);
  return operator("rollSpread", [comoments(r, lag(r, 1), period).xy], [period], { start: ([xy], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = xy[t]! < 0 ? 2 * Math.sqrt(-xy[t]! / (period - 1)) : 0;
  } });
}

export const rollSpreadFactor = defineFactor({
  name: "roll_spread",
  family: "order flow",
  formula: "2·√−cov(r, r[−1]) over period, r = ln(close/close[−1])",
  source: "Roll 1984",
  edge: "0 where the covariance is not below 0",
  inputs: ["close"],
  parameters: { period: barCount(5, 1000) },
  outputs: [{ id: "roll_spread", description: "Spread estimated from the bounce of closes, as a share of the price", unit: "ratio" }],
  defaults: [],
  example: [20],
  lines: ({ close }, { period }) => [rollSpread(close, period)],
});

const ALPHA = 3 - 2 * Math.SQRT2;

/** Spread of two bars from their ranges by themselves and together; 0 where it would be negative. Ratio of the price, NaN in the first row. Corwin and Schultz 2012. */
function rangeSpread(high: Line, low: Line): Line {
  const both = logRatio(highest(high, 2), lowest(low, 2));
  return operator("rangeSpread", [logRatio(high, low), both], [], { lookback: 1, start: ([range, both], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const beta = range[t]! * range[t]! + range[t - 1]! * range[t - 1]!;
      const alpha = ((Math.SQRT2 - 1) * Math.sqrt(beta)) / ALPHA - both[t]! / Math.sqrt(ALPHA);
      out[t] = alpha > 0 ? 2 * Math.tanh(alpha / 2) : 0;
    }
  } });
}

export const rangeSpreadFactor = defineFactor({
  name: "corwin_schultz",
  family: "order flow",
  formula: "mean over period of 2(e^α − 1)/(1 + e^α), α = (√2β − √β)/(3 − 2√2) − √(γ/(3 − 2√2)); β, γ squared log ranges of two bars one by one and together",
  source: "Corwin and Schultz 2012, without their adjustment for the night",
  edge: "0 where α is negative",
  inputs: ["high", "low"],
  parameters: { period: barCount(1, 1000) },
  outputs: [{ id: "corwin_schultz", description: "Spread estimated from highs and lows, as a share of the price", unit: "ratio" }],
  defaults: [],
  example: [20],
  lines: ({ high, low }, { period }) => [mean(rangeSpread(high, low), period)],
});

/** Product of the distances in logs of the close before to the middles of its own bar and of the next. NaN in the first row. */
function closeToMiddles(high: Line, low: Line, close: Line): Line {
  const before = lag(close, 1);
  const own = lag(plus(logRatio(close, high), logRatio(close, low)), 1);
  return scaled(times(own, plus(logRatio(before, high), logRatio(before, low))), 0.25);
}

function closeSpread(high: Line, low: Line, close: Line, period: number): Line {
  return operator("closeSpread", [mean(closeToMiddles(high, low, close), period)], [], { start: ([product], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = product[t]! > 0 ? 2 * Math.sqrt(product[t]!) : 0;
  } });
}

export const closeSpreadFactor = defineFactor({
  name: "abdi_ranaldo",
  family: "order flow",
  formula: "2·√max(0, mean over period of (c[−1] − η[−1])·(c[−1] − η)), c = ln close, η = (ln high + ln low)/2",
  source: "Abdi and Ranaldo 2017",
  edge: "0 where the mean is not above 0",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "abdi_ranaldo", description: "Spread estimated from closes, highs and lows, as a share of the price", unit: "ratio" }],
  defaults: [],
  example: [20],
  lines: ({ high, low, close }, { period }) => [closeSpread(high, low, close, period)],
});
