import { barCount, defineFactor, emptyColumn } from "../factor.ts";
import { rollingMean } from "../rolling/mean.ts";

/** Relative volume: volume over the mean of the last `period` volumes, this one included. in: volume [T]  out: [T] ratio, NaN for t < period − 1; 1 where there was no volume at all. */
export function relativeVolume(volume: Float64Array, period: number): Float64Array {
  const mean = rollingMean(volume, period);
  const out = emptyColumn(volume.length);
  for (let t = period - 1; t < volume.length; t++) out[t] = mean[t] === 0 ? 1 : volume[t]! / mean[t]!;
  return out;
}

export const relativeVolumeFactor = defineFactor({
  name: "relative_volume",
  family: "volume",
  formula: "volume / mean of the last period volumes",
  source: "usual definition",
  edge: "1 if there was no volume in the window",
  inputs: ["volume"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "relative_volume", description: "Volume as a multiple of its recent mean", unit: "ratio", warmUp: ({ period }) => period - 1 }],
  defaults: [[20]],
  compute: (bars, { period }) => [relativeVolume(bars.volume, period)],
});
