import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { change } from "../operators/index.ts";

/** Change in percent over `period` rows: 100·(xₜ/xₜ₋ₙ − 1). Percent, NaN for t < period; 0 where the value before is 0. */
function percentChange(x: Line, period: number): Line {
  return operator("percentChange", [x], [period], { delay: period, lookback: period, start: ([x], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = x[t - period] === 0 ? 0 : (x[t]! / x[t - period]! - 1) * 100;
  } });
}

export const volumeRocFactor = defineFactor({
  name: "volume_roc",
  family: "volume",
  formula: "100·(volume/volume[−period] − 1)",
  source: "TA-Lib ROC of the volume",
  edge: "0 where there was no volume before",
  inputs: ["volume"],
  parameters: { period: barCount(1, 1000) },
  outputs: [{ id: "volume_roc", description: "Rate of change of volume", unit: "percent" }],
  defaults: [],
  more: [[5], [10]],
  lines: ({ volume }, { period }) => [percentChange(volume, period)],
});

export const volumeMomentumFactor = defineFactor({
  name: "volume_momentum",
  family: "volume",
  formula: "volume − volume[−period]",
  source: "TA-Lib MOM of the volume",
  edge: "none",
  inputs: ["volume"],
  parameters: { period: barCount(1, 1000) },
  outputs: [{ id: "volume_momentum", description: "Change of volume", unit: "volume" }],
  defaults: [],
  more: [[5], [10]],
  lines: ({ volume }, { period }) => [change(volume, period)],
});
