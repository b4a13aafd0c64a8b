// node scripts/bench/models/forecasters.ts [--seeds 5] [--only "DLinear GRU"] [--file taylor_30_min.csv]: errors of our forecasters on Taylor's demand for
// electricity, a day ahead, beside those of Python in lib/models/networks/forecasters.reference.json, as the table of lib/models/README.md. What is asked and
// how is told in scripts/reference/forecasters.py; scripts/reference/taylor.py brings the values. A row takes one to ten minutes on a quiet core.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { dlinear, gruNetwork, lstmNetwork, nhits, patchTst, temporalFusionTransformer, type Network } from "../../../lib/models/index.ts";
import { randomKey } from "../../../lib/random/index.ts";
import { startEngine, tf } from "../../../lib/tensorflow/index.ts";
import { cosine, heads, networkForecaster, type Loss, type Schedule } from "../../../lib/training/index.ts";
import type { Windows } from "../../../lib/windows/index.ts";

const AHEAD = 48;
const TRAIN = 3024;
const EPOCHS = 12;
const ahead = Array.from({ length: AHEAD }, (_, h) => ({ name: `${h + 1} steps ahead`, kind: "value" } as const));
const outputs = { kind: "heads", heads: ahead } as const;
/** Mean over the path instead of a sum over heads: the same loss as Python's. */
const pathLoss: Loss = { ...heads(ahead), name: "squared error of the path", ofWindows: (targets, forecasts) => tf.mean(tf.squaredDifference(targets, forecasts), -1) };

const NETWORKS: Readonly<Record<string, { readonly lookback: number; readonly network: Network; readonly learningRate?: Schedule }>> = {
  "DLinear": { lookback: 336, network: dlinear({ averaged: 25, continues: 0, outputs }) },
  "N-HiTS": { lookback: 336, network: nhits({ units: 64, steps: AHEAD, continues: 0, wholePath: true, outputs }) },
  "PatchTST": { lookback: 336, network: patchTst({ patch: 16, stride: 8, width: 16, heads: 4, blocks: 2, inner: 32, dropoutRate: 0.1, continues: 0, outputs }) },
  "TFT": { lookback: 96, network: temporalFusionTransformer({ width: 16, heads: 4, dropoutRate: 0.1, outputs }) },
  "LSTM": { lookback: 96, network: lstmNetwork({ units: [32], dropoutRate: 0, outputs }), learningRate: cosine({ from: 1e-2, epochs: EPOCHS }) },
  "GRU": { lookback: 96, network: gruNetwork({ units: [32], dropoutRate: 0, outputs }), learningRate: cosine({ from: 1e-2, epochs: EPOCHS }) },
};

/** Windows whose targets lie in the rows first .. last − 1. */
function windowsOf(values: Float32Array, lookback: number, first: number, last: number): Windows {
  const from = Math.max(first, lookback);
  const count = last - AHEAD + 1 - from;
  const rows = Int32Array.from({ length: count }, (_, n) => from + n - 1);
  const inputs = Float32Array.from({ length: count * lookback }, (_, k) => values[from + Math.floor(k / lookback) - lookback + (k % lookback)]!);
  const after = (h: number) => Float32Array.from({ length: count }, (_, n) => values[from + n + h]!);
  const others = Object.fromEntries(ahead.slice(1).map(({ name }, h) => [name, after(h + 1)]));
  return { inputs, targets: after(0), others, rows, count, lookback, features: 1, columns: ["demand"], horizon: AHEAD };
}

async function errorOf(name: string, values: Float32Array, seed: number): Promise<number> {
  const { learningRate = 1e-3, lookback, network } = NETWORKS[name]!;
  const [train, test] = [windowsOf(values, lookback, 0, TRAIN), windowsOf(values, lookback, TRAIN, values.length)];
  // Nothing is held back, as in Python: of all epochs the one that fits the training windows best is kept, which is nearly always the last.
  const fitted = await networkForecaster(network, { loss: pathLoss, epochs: EPOCHS, batchSize: 32, learningRate }).fit(train, train, { key: randomKey(seed) });
  const forecasts = Object.values(fitted.heads!(test));
  fitted.dispose();
  let sum = 0;
  forecasts.forEach((column, h) => column.forEach((forecast, n) => (sum += (forecast - values[test.rows[n]! + 1 + h]!) ** 2)));
  return sum / (test.count * AHEAD);
}

const reference = z.object({ errors: z.record(z.string(), z.record(z.string(), z.array(z.number()))) });
const repository = path.join(import.meta.dirname, "../../..");
const options = { only: { type: "string" }, seeds: { type: "string", default: "5" }, file: { type: "string", default: path.join(repository, "artifacts/bench/taylor_30_min.csv") } } as const;
const { file, only, seeds } = parseArgs({ options }).values;
execFileSync("python3", [path.join(repository, "scripts/reference/taylor.py"), file], { stdio: "inherit" });
const raw = readFileSync(file, "utf8").trim().split("\n").slice(1).map((line) => Number(line.split(",")[1]));
const level = mean(raw.slice(0, TRAIN));
const width = Math.sqrt(mean(raw.slice(0, TRAIN).map((value) => (value - level) ** 2)));
const series = Float32Array.from(raw, (value) => (value - level) / width);
const { errors } = reference.parse(JSON.parse(readFileSync(path.join(repository, "lib/models/networks/forecasters.reference.json"), "utf8")));
await startEngine();
console.log("| network | ours | neuralforecast | ours ÷ it | PyTorch | ours ÷ it |\n|---|---|---|---|---|---|");
for (const name of Object.keys(NETWORKS).filter((each) => only === undefined || only.split(/[\s,]+/).includes(each))) {
  const ours: number[] = [];
  for (let seed = 1; seed <= Number(seeds); seed++) {
    ours.push(await errorOf(name, series, seed));
    console.error(`${name}, seed ${seed}: ${ours.at(-1)!.toFixed(4)}`);
  }
  const beside = ["neuralforecast", "torch"].flatMap((peer) => comparison(ours, errors[name]?.[peer]));
  console.log(`| ${[name, spread(ours), ...beside].join(" | ")} |`);
}

function mean(list: readonly number[]): number {
  return list.reduce((total, value) => total + value, 0) / list.length;
}

/** Of the mean over seeds. */
function standardError(list: readonly number[]): number {
  return Math.sqrt(mean(list.map((value) => (value - mean(list)) ** 2)) / (list.length - 1));
}

function spread(list: readonly number[]): string {
  return `${mean(list).toFixed(4)} ± ${standardError(list).toFixed(4)}`;
}

/** The peer's error and the ratio of the means, both with standard errors over seeds. */
function comparison(ours: readonly number[], theirs: readonly number[] | undefined): readonly [string, string] {
  if (!theirs) return ["", ""];
  const ratio = mean(ours) / mean(theirs);
  const error = ratio * Math.hypot(standardError(ours) / mean(ours), standardError(theirs) / mean(theirs));
  return [spread(theirs), `${ratio.toFixed(2)} ± ${error.toFixed(2)}`];
}
