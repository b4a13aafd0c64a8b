import { barCount, defineFactor } from "../factor.ts";
import { crossing, distance, mean, minus } from "../operators/index.ts";

/** Two simple moving averages: golden and death crosses, and how far apart they are. NaN for t < slow (cross), t < slow − 1 (spread). */
export const smaCrossFactor = defineFactor({
  name: "sma_cross",
  family: "trend",
  formula: "spread = SMA(fast)/SMA(slow) − 1; cross = 1 where the fast average rises above the slow one, −1 where it falls below, else 0",
  source: "Brock, Lakonishok and LeBaron 1992",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { fast: barCount(1, 500), slow: barCount(2, 1000) },
  outputs: [
    { id: "sma_cross", description: "1 where the fast average crosses above the slow one, −1 below", unit: "flag" },
    { id: "sma_spread", description: "Distance of the fast average to the slow one", unit: "ratio" },
  ],
  defaults: [],
  more: [[50, 200]],
  refuse: ({ fast, slow }) => (fast < slow ? undefined : `fast (${fast}) must be shorter than slow (${slow})`),
  lines: ({ close }, { fast, slow }) => {
    const [quick, calm] = [mean(close, fast), mean(close, slow)];
    return [crossing(minus(quick, calm)), distance(quick, calm)];
  },
});
