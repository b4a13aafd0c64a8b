import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { mean, over, plus } from "../operators/index.ts";

/** Standard deviation of the trade sizes of each bar over their mean, from their sum, count and sum of squares. Number; 0 where all trades are of one size or there is none. */
function sizeVariation(traded: Line, trades: Line, squares: Line): Line {
  return operator("sizeVariation", [traded, trades, squares], [], { start: ([traded, trades, squares], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const variation = (squares[t]! * trades[t]!) / (traded[t]! * traded[t]!) - 1;
      out[t] = variation > 0 && variation < Infinity ? Math.sqrt(variation) : 0;
    }
  } });
}

export const tradeSizeFactor = defineFactor({
  name: "trade_size",
  family: "order flow",
  formula: "mean = volume/trades; variation = √(Σ size²·trades/volume² − 1); largest share = largest trade/volume",
  source: "usual definition, of the trade-size distribution within a bar",
  edge: "0 without trades",
  inputs: ["quotes.buyVolume", "quotes.sellVolume", "quotes.trades", "quotes.tradeSizeSquares", "quotes.largestTrade"],
  parameters: {},
  outputs: [
    { id: "trade_size_mean", description: "Mean size of the bar's trades", unit: "volume" },
    { id: "trade_size_variation", description: "Standard deviation of trade sizes over their mean", unit: "number" },
    { id: "largest_trade_share", description: "Share of the volume in the largest trade", unit: "ratio" },
  ],
  defaults: [],
  lines: (bar) => {
    const traded = plus(bar["quotes.buyVolume"], bar["quotes.sellVolume"]);
    return [over(traded, bar["quotes.trades"]), sizeVariation(traded, bar["quotes.trades"], bar["quotes.tradeSizeSquares"]), over(bar["quotes.largestTrade"], traded)];
  },
});

export const tradeSizeRatioFactor = defineFactor({
  name: "trade_size_ratio",
  family: "order flow",
  formula: "mean trade size / mean of it over period",
  source: "usual definition",
  edge: "1 where there were no trades",
  inputs: ["quotes.buyVolume", "quotes.sellVolume", "quotes.trades"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "trade_size_ratio", description: "Trade size as a multiple of its recent mean", unit: "ratio" }],
  defaults: [],
  example: [20],
  lines: (bar, { period }) => {
    const size = over(plus(bar["quotes.buyVolume"], bar["quotes.sellVolume"]), bar["quotes.trades"]);
    return [over(size, mean(size, period), 1)];
  },
});

export const tradeCountFactor = defineFactor({
  name: "trade_count_ratio",
  family: "order flow",
  formula: "trades / mean trades of the last period bars",
  source: "usual definition",
  edge: "1 where there were no trades",
  inputs: ["quotes.trades"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "trade_count_ratio", description: "Number of trades as a multiple of its recent mean", unit: "ratio" }],
  defaults: [],
  example: [20],
  lines: (bar, { period }) => [over(bar["quotes.trades"], mean(bar["quotes.trades"], period), 1)],
});
