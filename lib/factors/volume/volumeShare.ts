import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { correlation, over, sum } from "../operators/index.ts";
import { logReturn } from "../returns/logReturn.ts";

/** Volume of bars that rose, half of it where the close did not move. Volume, NaN in the first row. */
function risingVolume(close: Line, volume: Line): Line {
  return operator("risingVolume", [close, volume], [], { delay: 1, lookback: 1, start: ([close, volume], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const step = close[t]! - close[t - 1]!;
      out[t] = step > 0 ? volume[t]! : step < 0 ? 0 : volume[t]! / 2;
    }
  } });
}

export const upVolumeShareFactor = defineFactor({
  name: "up_volume_share",
  family: "volume",
  formula: "Σ volume of bars that rose / Σ volume over period; half of a bar that did not move",
  source: "Arms 1989, for one symbol",
  edge: "0.5 where there was no volume, and on flat prices",
  inputs: ["close", "volume"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "up_volume_share", description: "Share of the volume in rising bars", unit: "ratio" }],
  defaults: [],
  example: [20],
  lines: ({ close, volume }, { period }) => [over(sum(risingVolume(close, volume), period), sum(volume, period), 0.5)],
});

export const volumeCorrelationFactor = defineFactor({
  name: "volume_correlation",
  family: "volume",
  formula: "Pearson correlation of ln(close/close[−1]) and volume over period",
  source: "Karpoff 1987",
  edge: "0 where one of them does not vary",
  inputs: ["close", "volume"],
  parameters: { period: barCount(3, 1000) },
  outputs: [{ id: "volume_correlation", description: "Correlation of returns and volume", unit: "number" }],
  defaults: [],
  example: [20],
  lines: ({ close, volume }, { period }) => [correlation(logReturn(close), volume, period)],
});
