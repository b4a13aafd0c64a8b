import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor, realNumber } from "../factor.ts";
import { crossing, distance, mean, minus, root, scaled, squared } from "../operators/index.ts";
import { atr } from "../volatility/atr.ts";
import { bands } from "../volatility/bands.ts";
import { adaptiveLaguerre, laguerre, laguerreStages } from "./laguerre.ts";

const SOURCE = "Ehlers 2004, Time Warp – Without Space Travel";
const FORMULA = "l0 = (1 − γ)·close + γ·l0[−1]; lₖ = lₖ₋₁[−1] − γ·lₖ₋₁ + γ·lₖ[−1]; filter = (l0 + 2·l1 + 2·l2 + l3)/6";
const GAMMA = realNumber(0, 0.99);
/** Bars of the average true range that sets γ. */
const RANGE_PERIOD = 14;
/** Deviations from the filter to the channel's edges. */
const WIDTH = 2;

export const laguerreFactor = defineFactor({
  name: "laguerre",
  family: "trend",
  formula: `${FORMULA}; distance = close/laguerre − 1`,
  source: SOURCE,
  edge: "the price itself on flat prices",
  inputs: ["close"],
  parameters: { gamma: GAMMA },
  outputs: [
    { id: "laguerre", description: "Laguerre filter of the close: the slower the greater γ", unit: "price" },
    { id: "laguerre_distance", description: "Distance of the close to its Laguerre filter", unit: "ratio" },
  ],
  defaults: [],
  more: [[0.2], [0.5], [0.8]],
  lines: ({ close }, { gamma }) => {
    const line = laguerre(close, gamma);
    return [line, distance(close, line)];
  },
});

export const laguerreCrossFactor = defineFactor({
  name: "laguerre_cross",
  family: "trend",
  formula: `${FORMULA}; spread = filter(fast)/filter(slow) − 1, cross = 1 where the fast filter rises above the slow one, −1 where it falls below, else 0`,
  source: SOURCE,
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { fast: GAMMA, slow: GAMMA },
  outputs: [
    { id: "laguerre_cross", description: "1 where the fast Laguerre filter crosses above the slow one, −1 below", unit: "flag" },
    { id: "laguerre_spread", description: "Distance of the fast Laguerre filter to the slow one", unit: "ratio" },
  ],
  defaults: [],
  more: [[0.2, 0.8]],
  refuse: ({ fast, slow }) => (fast < slow ? undefined : `fast (${fast}) must be less than slow (${slow})`),
  lines: ({ close }, { fast, slow }) => {
    const [quick, calm] = [laguerre(close, fast), laguerre(close, slow)];
    return [crossing(minus(quick, calm)), distance(quick, calm)];
  },
});

/** Rises between neighbouring stages as a share of all movement between them. Ratio, ½ where they are equal. */
function laguerreRsi(x: Line, gamma: number): Line {
  const [first, second, third, fourth] = laguerreStages(x, gamma);
  return operator("laguerreRsi", [first, second, third, fourth], [], { start: ([l0, l1, l2, l3], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const [a, b, c] = [l0[t]! - l1[t]!, l1[t]! - l2[t]!, l2[t]! - l3[t]!];
      const rises = Math.max(a, 0) + Math.max(b, 0) + Math.max(c, 0);
      const moves = Math.abs(a) + Math.abs(b) + Math.abs(c);
      out[t] = moves === 0 ? 0.5 : rises / moves;
    }
  } });
}

export const laguerreRsiFactor = defineFactor({
  name: "laguerre_rsi",
  family: "trend",
  formula: "Σ max(lₖ₋₁ − lₖ, 0) / Σ |lₖ₋₁ − lₖ| over the four stages of the Laguerre filter",
  source: SOURCE,
  edge: "½ on flat prices",
  inputs: ["close"],
  parameters: { gamma: GAMMA },
  outputs: [{ id: "laguerre_rsi", description: "Laguerre RSI: share of rises between the filter's stages, 0 to 1", unit: "ratio" }],
  defaults: [],
  more: [[0.5]],
  lines: ({ close }, { gamma }) => [laguerreRsi(close, gamma)],
});

export const laguerreAdaptiveFactor = defineFactor({
  name: "laguerre_adaptive",
  family: "trend",
  formula: `${FORMULA}; γ = 1 − clip(k·ATR(${RANGE_PERIOD})/close, 0, 1): the wider the bars, the faster the filter`,
  source: `${SOURCE}; γ from volatility as in this project's design`,
  edge: "stays where it is while the bars have no range",
  inputs: ["high", "low", "close"],
  parameters: { k: realNumber(0.1, 1000) },
  outputs: [
    { id: "laguerre_adaptive", description: "Laguerre filter whose γ follows the average true range", unit: "price" },
    { id: "laguerre_adaptive_distance", description: "Distance of the close to the adaptive Laguerre filter", unit: "ratio" },
  ],
  defaults: [],
  more: [[20]],
  lines: (bar, { k }) => {
    const gamma = operator("gammaOfRange", [atr(bar, RANGE_PERIOD), bar.close], [k], { start: ([range, close], [out]) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = 1 - Math.min(1, (k * range[t]!) / close[t]!);
    } });
    const line = adaptiveLaguerre(bar.close, gamma);
    return [line, distance(bar.close, line)];
  },
});

export const laguerreChannelFactor = defineFactor({
  name: "laguerre_channel",
  family: "trend",
  formula: `${FORMULA}; upper, lower = filter ± ${WIDTH}·d, d = root mean square of close − filter over period; position = (close − lower)/(upper − lower)`,
  source: `${SOURCE}; channel from its rolling deviation`,
  edge: "position ½ where the channel is empty",
  inputs: ["close"],
  parameters: { gamma: GAMMA, period: barCount(2, 1000) },
  outputs: [
    { id: "laguerre_channel_upper", description: "Upper edge of the channel around the Laguerre filter", unit: "price" },
    { id: "laguerre_channel_lower", description: "Lower edge of the channel around the Laguerre filter", unit: "price" },
    { id: "laguerre_channel_position", description: "Place of the close in the Laguerre channel, 0 lower, 1 upper", unit: "ratio" },
  ],
  defaults: [],
  more: [[0.8, 20]],
  lines: ({ close }, { gamma, period }) => {
    const filter = laguerre(close, gamma);
    const { lower, position, upper } = bands(close, filter, scaled(root(mean(squared(minus(close, filter)), period)), WIDTH));
    return [upper, lower, position];
  },
});
