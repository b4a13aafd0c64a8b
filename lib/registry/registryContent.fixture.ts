import { join } from "node:path";
import type { OutOfFold } from "../evaluation/index.ts";
import { linear } from "../models/index.ts";
import { randomKey, randomStream } from "../random/index.ts";
import { saveForecaster } from "../training/index.ts";
import { slidingWindows } from "../windows/index.ts";
import type { Registration } from "./version.ts";
import type { VersionCard } from "./versionCard.ts";

const DAY = 86_400_000;
const ROWS = 600;

/** Log returns that no one knows beforehand, the same for every forecaster of a test. */
const noise = (seed: number) => {
  const { normal } = randomStream(randomKey(seed));
  return Float64Array.from({ length: ROWS }, () => 0.01 * normal());
};
const actual = noise(1);

function days(first: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, t) => (first + t) * DAY);
}

/** Forecasts that know so much of what comes, from 0 to 1; the same seed gives the same errors. */
export function outOfFoldOf(skill: number, { first = 0, forecast, seed = 2 }: { readonly first?: number; readonly seed?: number; readonly forecast?: (t: number, actual: Float64Array) => number } = {}): OutOfFold {
  const errors = noise(seed);
  return {
    spec: { model: "linear" }, seed, task: "regression", dataset: "d", label: { name: "next_log_return_1", horizon: 1 },
    rows: Int32Array.from({ length: ROWS }, (_, t) => t), fold: new Int32Array(ROWS), closeTime: days(first, ROWS),
    forecast: actual.map((y, t) => (forecast ? forecast(t, actual) : skill * (skill * y + Math.sqrt(Math.max(0, skill - skill * skill)) * errors[t]!))),
    actual, previous: new Float64Array(ROWS), folds: [],
  };
}

export const completeCard: VersionCard = {
  metrics: { rmse: { value: 0.01, low: 0.009, high: 0.011 } },
  skill: { persistence: { value: 0.1, low: 0.05, high: 0.15 }, linear: { value: 0.02, low: -0.01, high: 0.05 } },
  lagTest: { lag: 0, repeatsYesterday: false, text: "It does not lag." },
};

/** A linear model on made-up windows, saved; another slope is another content. */
export async function savedLinear(folder: string, slope: number): Promise<string> {
  const x = noise(3);
  const columns = { closeTime: days(0, ROWS), names: ["rsi_14"], values: { rsi_14: x } };
  const windows = slidingWindows(columns, { horizon: 1, values: x.map((value) => slope * value) }, { rows: { from: 0, to: ROWS }, lookback: 2 });
  const fitted = await linear().fit(windows, windows, { key: randomKey(1) });
  const path = join(folder, `linear-${slope}`);
  await saveForecaster(fitted, path);
  return path;
}

/** A registration with everything that a promotion asks for. */
export function registrationOf(folder: string, outOfFold: OutOfFold, more: Partial<Registration> = {}): Registration {
  return { folder, symbol: "SP500", interval: "1d", label: "next_log_return_1", horizon: 1, spec: { model: "linear" }, seed: 1, dataset: "0".repeat(64), card: completeCard, outOfFold, at: 1000, ...more };
}
