import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { mean, over } from "../operators/index.ts";

/** Ask less bid in basis points of their middle. Number, from the first row; 0 where the middle is 0. */
export function spreadBps(bid: Line, ask: Line): Line {
  return operator("spreadBps", [bid, ask], [], { start: ([bid, ask], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const middle = (bid[t]! + ask[t]!) / 2;
      out[t] = middle === 0 ? 0 : (1e4 * (ask[t]! - bid[t]!)) / middle;
    }
  } });
}

export const spreadFactor = defineFactor({
  name: "spread_bps",
  family: "order flow",
  formula: "10⁴·(ask − bid)/((ask + bid)/2)",
  source: "Huang and Stoll 1996, quoted spread",
  edge: "0 where bid and ask are equal",
  inputs: ["quotes.bid", "quotes.ask"],
  parameters: {},
  outputs: [{ id: "spread_bps", description: "Quoted spread at the close of the bar, in basis points", unit: "number" }],
  defaults: [],
  lines: (bar) => [spreadBps(bar["quotes.bid"], bar["quotes.ask"])],
});

export const spreadRatioFactor = defineFactor({
  name: "spread_ratio",
  family: "order flow",
  formula: "spread / mean spread of the last period bars",
  source: "usual definition",
  edge: "1 where the spread was 0 all the time",
  inputs: ["quotes.bid", "quotes.ask"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "spread_ratio", description: "Quoted spread as a multiple of its recent mean", unit: "ratio" }],
  defaults: [],
  example: [20],
  lines: (bar, { period }) => [over(spreadBps(bar["quotes.bid"], bar["quotes.ask"]), mean(spreadBps(bar["quotes.bid"], bar["quotes.ask"]), period), 1)],
});
