import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { after, change, ema, over, scaled, sum, times } from "../operators/index.ts";

/** Volume, below 0 where the close fell and 0 where it did not move. Volume, NaN in the first row. */
function directed(close: Line, volume: Line): Line {
  return operator("directed", [close, volume], [], { delay: 1, lookback: 1, start: ([close, volume], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const step = close[t]! - close[t - 1]!;
      out[t] = volume[t]! * (Number(step > 0) - Number(step < 0));
    }
  } });
}

export const volumeZoneFactor = defineFactor({
  name: "volume_zone",
  family: "volume",
  formula: "100·EMA(±volume, period)/EMA(volume, period), ± the sign of the close's change",
  source: "Khalil and Steckler 2011, volume zone oscillator",
  edge: "0 where there was no volume",
  inputs: ["close", "volume"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "volume_zone", description: "Volume zone oscillator: rising less falling volume", unit: "percent" }],
  defaults: [],
  example: [14],
  lines: ({ close, volume }, { period }) => [scaled(over(ema(directed(close, volume), period), ema(after(volume, 1), period)), 100)],
});

export const timeSegmentedVolumeFactor = defineFactor({
  name: "time_segmented_volume",
  family: "volume",
  formula: "Σ volume·(close − close[−1]) over period",
  source: "Worden, time segmented volume",
  edge: "0 on flat prices",
  inputs: ["close", "volume"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "time_segmented_volume", description: "Sum of moves weighed by volume", unit: "turnover" }],
  defaults: [],
  example: [18],
  lines: ({ close, volume }, { period }) => [sum(times(change(close, 1), volume), period)],
});
