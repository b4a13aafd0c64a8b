import { writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { modelsPython } from "../../../environment/setup/modelPeers.mjs";
import { randomKey, randomStream } from "../../../lib/random/index.ts";
import type { TrainingSet } from "../../../lib/trees/index.ts";
import { firstAnswer } from "../firstAnswer.ts";
import { pythonPeer } from "../pythonPeer.ts";
import { startWorker, type Worker } from "../worker.ts";

export const LIBRARIES = ["xgboost", "lightgbm", "catboost", "forest"] as const;
export type TreeLibrary = (typeof LIBRARIES)[number];
type Parameters = Readonly<Record<TreeLibrary, Readonly<Record<string, string | number | boolean>>>>;

/** What the peer is asked. Times are taken by the peer around the work itself; `rows` are the first ones. */
export type Question =
  | { readonly ask: "open"; /** Where values.f32 and labels.f32 lie. */ readonly folder: string; readonly rows: number; /** The first rows, which are trained on. */ readonly seen: number; readonly width: number; readonly threads: number; readonly trees: number; readonly parameters: Parameters }
  | { readonly ask: "train"; readonly library: TreeLibrary; readonly count: number }
  | { readonly ask: "predict" | "shap"; readonly library: TreeLibrary; readonly rows: number; readonly count: number }
  | { readonly ask: "forecast" | "shapley"; readonly library: TreeLibrary; readonly rows: number };

const seconds = z.strictObject({ seconds: z.number().positive() });
const values = z.strictObject({ values: z.array(z.number()).min(1) });
const ANSWERS = {
  open: z.strictObject({ versions: z.record(z.enum([...LIBRARIES, "shap"]), z.string()) }),
  train: seconds, predict: seconds, shap: seconds, forecast: values, shapley: values,
};

export type TreePeer = Worker<Question, typeof ANSWERS> & { readonly versions: Readonly<Record<TreeLibrary | "shap", string>> };

/** Rows of normal inputs and a class that a few of them decide, the same in every run. */
export function benchRows(rows: number, width: number): TrainingSet {
  const { normal } = randomStream(randomKey(5));
  const values = Float32Array.from({ length: rows * width }, normal);
  const labels = Float32Array.from({ length: rows }, (_, n) => (values[n * width]! + values[n * width + 1]! * values[n * width + 2]! + 0.5 * normal() > 0 ? 1 : 0));
  return { rows, width, values, labels };
}

/** A process of Python that holds the same rows. They go to it through files that are removed again. */
export async function openTreePeer(set: TrainingSet, seen: number, trees: number, threads: number, parameters: Parameters): Promise<TreePeer> {
  const worker = startWorker<Question, typeof ANSWERS>("Python's trees", pythonPeer(modelsPython, import.meta.dirname, "trees_peer.py"), ANSWERS);
  const { versions } = await firstAnswer(worker, (folder) => {
    for (const name of ["values", "labels"] as const) writeFileSync(path.join(folder, `${name}.f32`), new Uint8Array(set[name].buffer, set[name].byteOffset, set[name].byteLength));
    return worker.ask({ ask: "open", folder, rows: set.rows, seen, width: set.width, threads, trees, parameters });
  });
  return { ...worker, versions };
}
