import { operator } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { comoments } from "../operators/comoments.ts";
import { cumulative } from "../operators/cumulative.ts";
import { logReturn } from "../returns/logReturn.ts";

/** A part of the squares that is left over is rounding below this. */
const NOTHING_LEFT = 1e-12;

export const pairSpreadFactor = defineFactor({
  name: "pair",
  family: "cross-asset",
  formula: "p = a + hedge·p′ + e over period bars by least squares, p, p′ = log prices of the asset and of the reference; zscore = e/√(Σe²/(period − 2)) at the last bar",
  source: "Engle and Granger 1987; Gatev, Goetzmann and Rouwenhorst 2006",
  edge: "hedge 0 where the reference does not move, zscore 0 where nothing is left over",
  inputs: ["close", "reference.close"],
  parameters: { period: barCount(5, 1000) },
  outputs: [
    { id: "pair_hedge", description: "Units of the reference's log price in one of the asset's", unit: "ratio" },
    { id: "pair_zscore", description: "Distance of the asset to the price that the reference explains, in standard deviations", unit: "number" },
  ],
  defaults: [],
  more: [[60], [120]],
  lines: ({ close, "reference.close": reference }, { period }) => {
    const [x, y] = [cumulative(logReturn(reference)), cumulative(logReturn(close))];
    const { meanX, meanY, xx, xy, yy } = comoments(x, y, period);
    const hedge = operator("hedge", [xx, xy], [], { start: ([xx, xy], [out]) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = xx[t] === 0 ? 0 : xy[t]! / xx[t]!;
    } });
    const score = operator("pairZscore", [x, y, meanX, meanY, yy, xy, hedge], [period], { start: ([x, y, meanX, meanY, yy, xy, hedge], [out]) => (from, to) => {
      for (let t = from; t < to; t++) {
        const left = yy[t]! - hedge[t]! * xy[t]!;
        out[t] = left <= NOTHING_LEFT * yy[t]! ? 0 : (y[t]! - meanY[t]! - hedge[t]! * (x[t]! - meanX[t]!)) / Math.sqrt(left / (period - 2));
      }
    } });
    return [hedge, score];
  },
});
