// node scripts/bench/models/optimum.ts [--only "dlinear lstm"] [--keys 3]: how near the networks of the catalogue come, with their defaults, to the least error of a
// process that is known. Prints error ÷ least error, a row a model as it ends. Minutes to half an hour on a quiet core. Nothing was chosen by these numbers, the process neither:
//   (1 − 0.5 B + 0.3 B²)(1 − 0.6 B⁸) y_t = ε_t, ε standard normal: waves, and a season of eight steps
// Windows of 24 steps hold all that foretells (ten values); 2000 to learn from, 500 to stop by, 4000 to judge, drawn anew for each key.
import { parseArgs } from "node:util";
import { forecasterOf } from "../../../lib/catalogue/index.ts";
import { randomKey, randomStream, split, type RandomKey } from "../../../lib/random/index.ts";
import { startEngine } from "../../../lib/tensorflow/index.ts";
import type { Windows } from "../../../lib/windows/index.ts";

const LOOKBACK = 24;
const WARM_UP = 200;
const MODELS = ["linear", "dlinear", "nhits", "lstm", "gru", "dense", "tcn", "patchTst", "iTransformer", "transformer", "temporalFusionTransformer"];

type Drawn = { readonly windows: Windows; /** ε of each target. */ readonly shocks: Float64Array };

function drawn(count: number, key: RandomKey): Drawn {
  const { normal } = randomStream(key);
  const shocks = Float64Array.from({ length: WARM_UP + LOOKBACK + count }, () => normal());
  const y = new Float64Array(shocks.length);
  const before = (t: number, lag: number) => y[t - lag] ?? 0;
  shocks.forEach((shock, t) => (y[t] = 0.5 * before(t, 1) - 0.3 * before(t, 2) + 0.6 * before(t, 8) - 0.3 * before(t, 9) + 0.18 * before(t, 10) + shock));
  const [series, own] = [y.subarray(WARM_UP), shocks.subarray(WARM_UP)];
  const inputs = Float32Array.from({ length: count * LOOKBACK }, (_, k) => series[Math.floor(k / LOOKBACK) + (k % LOOKBACK)]!);
  const rows = Int32Array.from({ length: count }, (_, n) => n + LOOKBACK - 1);
  return { windows: { inputs, targets: Float32Array.from(series.subarray(LOOKBACK)), rows, count, lookback: LOOKBACK, features: 1, columns: ["y"], horizon: 1 }, shocks: own.subarray(LOOKBACK) };
}

async function ratioOf(model: string, seed: number): Promise<number> {
  const key = randomKey(seed);
  const [train, validation, later] = [drawn(2000, split(key, "train")), drawn(500, split(key, "validation")), drawn(4000, split(key, "later"))];
  const fitted = await forecasterOf({ model }, { task: "regression" }).fit(train.windows, validation.windows, { key: split(key, "fit") });
  const errors = fitted.predict(later.windows).map((forecast, n) => later.windows.targets[n]! - forecast);
  fitted.dispose();
  return squares(errors) / squares(later.shocks);
}

const { keys, only } = parseArgs({ options: { only: { type: "string" }, keys: { type: "string", default: "3" } } }).values;
await startEngine();
console.log("| model | error ÷ least error, mean of the keys | of each |\n|---|---|---|");
for (const model of only?.split(/[\s,]+/) ?? MODELS) {
  const ratios: number[] = [];
  for (let seed = 1; seed <= Number(keys); seed++) ratios.push(await ratioOf(model, seed));
  console.log(`| ${model} | ${(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length).toFixed(3)} | ${ratios.map((ratio) => ratio.toFixed(3)).join(" ")} |`);
}

function squares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
