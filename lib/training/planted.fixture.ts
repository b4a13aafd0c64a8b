import { randomKey, randomStream } from "../random/index.ts";
import type { Windows } from "../windows/index.ts";

/** A planted market: windows, and what is foretold by who knows the rule. */
export type PlantedMarket = { readonly windows: Windows; /** Best forecasts there are. [N] */ readonly optimum: Float32Array };

/**
 * A known edge under noise: targets are the planted rule and noise of a deviation of half the rule's, so that at best four fifths of their variance are foretold.
 * `edge: false` plants none: the targets are noise, and the best forecast is 0.
 */
export function plantedMarket(count: number, seed: number, { edge = true, lookback = 12 }: { readonly edge?: boolean; readonly lookback?: number } = {}): PlantedMarket {
  const windows = plantedWindows(count, seed, lookback);
  const { normal } = randomStream(randomKey(seed + 1000));
  const optimum = windows.targets.map((y) => (edge ? y : 0));
  return { windows: { ...windows, targets: optimum.map((y) => y + 0.36 * normal()) }, optimum };
}

/** Share of the variance that can be foretold which a forecast does foretell: 1 − Σ(ŷ − y*)² / Σ(y* − mean)², y* the optimum. 1 at best, without the luck of the noise. */
export function foundShare(forecast: Float64Array, optimum: Float32Array): number {
  const mean = optimum.reduce((sum, y) => sum + y, 0) / optimum.length;
  const missed = optimum.reduce((sum, y, n) => sum + (y - forecast[n]!) ** 2, 0);
  return 1 - missed / optimum.reduce((sum, y) => sum + (y - mean) ** 2, 0);
}

/** Windows of one column of noise x whose target lies some steps back, one of `lags`; lag 1 is the last step. A second column tells which of the lags it is. */
export function laggedWindows(count: number, seed: number, lookback: number, lags: readonly number[]): Windows {
  const { normal, uniform } = randomStream(randomKey(seed));
  const features = 2;
  const inputs = Float32Array.from({ length: count * lookback * features }, normal);
  const targets = new Float32Array(count);
  for (let n = 0; n < count; n++) {
    const which = Math.floor(uniform() * lags.length);
    for (let t = 0; t < lookback; t++) inputs[(n * lookback + t) * features + 1] = which - (lags.length - 1) / 2;
    targets[n] = inputs[(n * lookback + lookback - lags[which]!) * features]!;
  }
  return { inputs, targets, rows: Int32Array.from({ length: count }, (_, n) => n), count, lookback, features, columns: ["price", "regime"], horizon: 1 };
}

/** Windows with a planted rule: the target is tanh(sum of the last two steps of the first column), the second column is noise. */
export function plantedWindows(count: number, seed: number, lookback = 6): Windows {
  const { normal } = randomStream(randomKey(seed));
  const features = 2;
  const inputs = Float32Array.from({ length: count * lookback * features }, normal);
  const targets = Float32Array.from({ length: count }, (_, n) => {
    const at = (back: number) => inputs[(n * lookback + lookback - back) * features]!;
    return Math.tanh(at(1) + at(2));
  });
  return { inputs, targets, rows: Int32Array.from({ length: count }, (_, n) => n), count, lookback, features, columns: ["signal", "noise"], horizon: 1 };
}
