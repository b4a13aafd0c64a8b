import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { absolute, cumulative, minus, over, plus, sum } from "../operators/index.ts";

const inputs = ["quotes.buyVolume", "quotes.sellVolume"] as const;

/** Ratios are kept within this and its inverse, where nobody sold or bought. */
const MOST = 1000;

/** x/y, within 1/1000 and 1000. Ratio; 1 where both are 0. */
function boundedRatio(x: Line, y: Line): Line {
  return operator("boundedRatio", [x, y], [], { start: ([x, y], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const ratio = x[t] === y[t] ? 1 : x[t]! / y[t]!;
      out[t] = ratio > MOST ? MOST : ratio < 1 / MOST ? 1 / MOST : ratio;
    }
  } });
}

export const buySellFactor = defineFactor({
  name: "buy_sell_ratio",
  family: "order flow",
  formula: "volume bought at the ask / volume sold at the bid",
  source: "usual definition; sides as Lee and Ready 1991",
  edge: "kept within 0.001 and 1000; 1 without trades",
  inputs,
  parameters: {},
  outputs: [{ id: "buy_sell_ratio", description: "Volume bought beside volume sold", unit: "ratio" }],
  defaults: [],
  lines: (bar) => [boundedRatio(bar["quotes.buyVolume"], bar["quotes.sellVolume"])],
});

export const signedVolumeFactor = defineFactor({
  name: "signed_volume",
  family: "order flow",
  formula: "bought − sold; cumulative_delta = running Σ of it",
  source: "Hasbrouck 1991",
  edge: "0 without trades",
  inputs,
  parameters: {},
  outputs: [
    { id: "signed_volume", description: "Volume bought less volume sold", unit: "volume" },
    { id: "cumulative_delta", description: "Running sum of signed volume", unit: "volume" },
  ],
  defaults: [],
  lines: (bar) => {
    const signed = minus(bar["quotes.buyVolume"], bar["quotes.sellVolume"]);
    return [signed, cumulative(signed)];
  },
});

export const signedShareFactor = defineFactor({
  name: "signed_volume_share",
  family: "order flow",
  formula: "Σ (bought − sold)/Σ (bought + sold) over period; vpin = Σ |bought − sold|/Σ (bought + sold)",
  source: "Easley, López de Prado and O'Hara 2012, over bars of time",
  edge: "0 without trades",
  inputs,
  parameters: { period: barCount(1, 1000) },
  outputs: [
    { id: "signed_volume_share", description: "Share by which buying outweighs selling", unit: "ratio" },
    { id: "vpin", description: "Share of the volume that one side could not meet", unit: "ratio" },
  ],
  defaults: [],
  example: [20],
  lines: (bar, { period }) => {
    const [bought, sold] = [bar["quotes.buyVolume"], bar["quotes.sellVolume"]];
    const both = sum(plus(bought, sold), period);
    return [over(sum(minus(bought, sold), period), both), over(sum(absolute(minus(bought, sold)), period), both)];
  },
});
