import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { after, mean, middle, over } from "../operators/index.ts";

/** What came to the bid and left the ask between two closes: Cont's e. In sizes, NaN in the first row. */
function bookEvents(bid: Line, ask: Line, bidSize: Line, askSize: Line): Line {
  return operator("bookEvents", [bid, ask, bidSize, askSize], [], { delay: 1, lookback: 1, start: ([bid, ask, bidSize, askSize], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const came = (bid[t]! >= bid[t - 1]! ? bidSize[t]! : 0) - (bid[t]! <= bid[t - 1]! ? bidSize[t - 1]! : 0);
      const left = (ask[t]! <= ask[t - 1]! ? askSize[t]! : 0) - (ask[t]! >= ask[t - 1]! ? askSize[t - 1]! : 0);
      out[t] = came - left;
    }
  } });
}

export const orderFlowImbalanceFactor = defineFactor({
  name: "order_flow_imbalance",
  family: "order flow",
  formula: "mean of e over period / mean of (bid size + ask size)/2; e = 1{b ≥ b₋₁}·q − 1{b ≤ b₋₁}·q₋₁ of the bid less 1{a ≤ a₋₁}·q − 1{a ≥ a₋₁}·q₋₁ of the ask",
  source: "Cont, Kukanov and Stoikov 2014, from close to close",
  edge: "0 where nothing is quoted",
  inputs: ["quotes.bid", "quotes.ask", "quotes.bidSize", "quotes.askSize"],
  parameters: { period: barCount(1, 1000) },
  outputs: [{ id: "order_flow_imbalance", description: "What came to the bid and left the ask, beside the usual depth", unit: "number" }],
  defaults: [],
  example: [10],
  lines: (bar, { period }) => {
    const [bid, ask, bidSize, askSize] = [bar["quotes.bid"], bar["quotes.ask"], bar["quotes.bidSize"], bar["quotes.askSize"]];
    return [over(mean(bookEvents(bid, ask, bidSize, askSize), period), mean(after(middle(bidSize, askSize), 1), period))];
  },
});
