import { operator, type Line } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";

/** Difference of two sizes as a share of both: (x − y)/(x + y). Ratio −1 to 1; 0 where both are 0. */
export function imbalance(x: Line, y: Line): Line {
  return operator("imbalance", [x, y], [], { start: ([x, y], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const both = x[t]! + y[t]!;
      out[t] = both === 0 ? 0 : (x[t]! - y[t]!) / both;
    }
  } });
}

export const bookImbalanceFactor = defineFactor({
  name: "book_imbalance",
  family: "order flow",
  formula: "(bid size − ask size)/(bid size + ask size)",
  source: "Gould and Bonart 2016, queue imbalance",
  edge: "0 where nothing is quoted",
  inputs: ["quotes.bidSize", "quotes.askSize"],
  parameters: {},
  outputs: [{ id: "book_imbalance", description: "How much more is bid than asked at the close of the bar", unit: "ratio" }],
  defaults: [],
  lines: (bar) => [imbalance(bar["quotes.bidSize"], bar["quotes.askSize"])],
});

/** Distance in basis points of the price weighed by the sizes of the other side to the middle. Number; 0 where nothing is quoted. */
function micropriceDistance(bid: Line, ask: Line, bidSize: Line, askSize: Line): Line {
  return operator("micropriceDistance", [bid, ask, bidSize, askSize], [], { start: ([bid, ask, bidSize, askSize], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const middle = (bid[t]! + ask[t]!) / 2;
      const sizes = bidSize[t]! + askSize[t]!;
      out[t] = sizes === 0 || middle === 0 ? 0 : (1e4 * ((bidSize[t]! - askSize[t]!) / sizes) * ((ask[t]! - bid[t]!) / 2)) / middle;
    }
  } });
}

export const micropriceFactor = defineFactor({
  name: "microprice_distance_bps",
  family: "order flow",
  formula: "10⁴·((bid·ask size + ask·bid size)/(bid size + ask size)/middle − 1)",
  source: "Stoikov 2018, weighted mid-price",
  edge: "0 where nothing is quoted",
  inputs: ["quotes.bid", "quotes.ask", "quotes.bidSize", "quotes.askSize"],
  parameters: {},
  outputs: [{ id: "microprice_distance_bps", description: "Distance of the size-weighted price to the middle, in basis points", unit: "number" }],
  defaults: [],
  lines: (bar) => [micropriceDistance(bar["quotes.bid"], bar["quotes.ask"], bar["quotes.bidSize"], bar["quotes.askSize"])],
});
