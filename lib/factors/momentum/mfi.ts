import { operator, operators, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { sum, typicalPrice } from "../operators/index.ts";

/** Prices this near to each other, as a share of their sum, are the same: a mean of three prices in cents has no more digits. TA-Lib's rule. */
const SAME = 1e-14;

/**
 * Money flow index: 100·U/(U+D), U and D the sums of price·volume of bars whose typical price rose or fell. Quong and Soudack 1989.
 * Percent, NaN for t < period; 50 where no money flowed.
 */
export function mfi(price: Line, volume: Line, period: number): Line {
  const [up, down] = flows(price, volume);
  return operator("mfi", [sum(up, period), sum(down, period)], [], { start: ([rises, falls], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const flow = rises[t]! + falls[t]!;
      out[t] = flow === 0 ? 50 : (100 * rises[t]!) / flow;
    }
  } });
}

function flows(price: Line, volume: Line): readonly [up: Line, down: Line] {
  return operators("moneyFlows", [price, volume], [], { delays: [1, 1] as const, lookback: 1, start: ([price, volume], [up, down]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const now = price[t]!;
      const before = price[t - 1]!;
      const flow = now * volume[t]!;
      const least = SAME * (now + before);
      up[t] = now - before > least ? flow : 0;
      down[t] = before - now > least ? flow : 0;
    }
  } });
}

export const mfiFactor = defineFactor({
  name: "mfi",
  family: "momentum",
  formula: "100·U/(U+D); U, D = Σ p·volume over period where p = (high + low + close)/3 rose, fell",
  source: "Quong and Soudack 1989; TA-Lib MFI",
  edge: "50 where no money flowed (TA-Lib: 0)",
  inputs: ["high", "low", "close", "volume"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "mfi", description: "Money flow index: share of rises in the traded value", unit: "percent" }],
  defaults: [[14]],
  lines: ({ high, low, close, volume }, { period }) => [mfi(typicalPrice(high, low, close), volume, period)],
});
