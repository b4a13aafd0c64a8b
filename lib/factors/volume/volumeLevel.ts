import { barCount, defineFactor } from "../factor.ts";
import { mean, percentRank, times } from "../operators/index.ts";
import { zscore } from "../statistical/zscore.ts";

const parameters = { period: barCount(3, 1000) };

export const volumeMeanFactor = defineFactor({
  name: "volume_mean",
  family: "volume",
  formula: "mean of the last period volumes",
  source: "TA-Lib SMA of the volume",
  edge: "0 where there was no volume",
  inputs: ["volume"],
  parameters,
  outputs: [{ id: "volume_mean", description: "Mean volume", unit: "volume" }],
  defaults: [],
  example: [20],
  lines: ({ volume }, { period }) => [mean(volume, period)],
});

export const volumeZscoreFactor = defineFactor({
  name: "volume_zscore",
  family: "volume",
  formula: "(volume − mean)/σ over period volumes, σ with period − 1",
  source: "pandas rolling mean and std",
  edge: "0 where the volume does not vary",
  inputs: ["volume"],
  parameters,
  outputs: [{ id: "volume_zscore", description: "Distance of the volume to its mean in standard deviations", unit: "number" }],
  defaults: [],
  example: [20],
  lines: ({ volume }, { period }) => [zscore(volume, period)],
});

export const volumeRankFactor = defineFactor({
  name: "volume_percent_rank",
  family: "volume",
  formula: "rank of the volume among the last period volumes, divided by period; equal volumes share their ranks",
  source: "pandas rolling rank(pct=True)",
  edge: "(period + 1)/(2·period) where the volume does not vary",
  inputs: ["volume"],
  parameters,
  outputs: [{ id: "volume_percent_rank", description: "Rank of the volume among the last ones: 1 is the highest", unit: "ratio" }],
  defaults: [],
  example: [20],
  lines: ({ volume }, { period }) => [percentRank(volume, period)],
});

export const dollarVolumeFactor = defineFactor({
  name: "dollar_volume",
  family: "volume",
  formula: "mean of close·volume over period",
  source: "usual definition",
  edge: "0 where there was no volume",
  inputs: ["close", "volume"],
  parameters,
  outputs: [{ id: "dollar_volume", description: "Mean turnover", unit: "turnover" }],
  defaults: [],
  example: [20],
  lines: ({ close, volume }, { period }) => [mean(times(close, volume), period)],
});
