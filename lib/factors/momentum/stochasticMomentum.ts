import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { ema, highest, lowest, middle, minus } from "../operators/index.ts";

/** Stochastic momentum index: how far the close is from the middle of its range, twice averaged, as a share of half the range, twice averaged. Percent, −100 to 100. Blau 1993. */
export const stochasticMomentumFactor = defineFactor({
  name: "stochastic_momentum",
  family: "momentum",
  formula: "100·s(close − (highest + lowest)/2)/s((highest − lowest)/2) over period bars, s = EMA(EMA(slow), fast); signal = EMA of it",
  source: "Blau 1993; TA-Lib SMI",
  edge: "0 where there has been no range",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000), fast: barCount(1, 500), slow: barCount(1, 500), signal: barCount(2, 500) },
  outputs: [
    { id: "stochastic_momentum", description: "Distance of the close from the middle of its range, both averaged", unit: "percent" },
    { id: "stochastic_momentum_signal", description: "Average of the stochastic momentum index", unit: "percent" },
  ],
  defaults: [],
  more: [[13, 2, 25, 9]],
  lines: ({ high, low, close }, { period, fast, slow, signal }) => {
    const [top, bottom] = [highest(high, period), lowest(low, period)];
    const smooth = (line: Line): Line => ema(ema(line, slow), fast);
    const index = operator("stochasticMomentum", [smooth(minus(close, middle(top, bottom))), smooth(minus(top, bottom))], [], { start: ([away, range], [out]) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = range[t] === 0 ? 0 : (200 * away[t]!) / range[t]!;
    } });
    return [index, ema(index, signal)];
  },
});
