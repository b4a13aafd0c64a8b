import { join } from "node:path";
import { z } from "zod";
import { modelSpec } from "../../catalogue/modelSpec.ts";
import { defineJob, type Jobs } from "../../jobs/index.ts";
import type { FitOptions, FitProgress } from "../../models/index.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { EvaluationError } from "../error.ts";
import { fitFold } from "../folds/fitFold.ts";
import { digestOfWeights } from "../folds/fittedWeights.ts";
import type { FoldPlan } from "../folds/foldPlan.ts";
import type { OutOfFold } from "../folds/outOfFold.ts";
import { loadDataset } from "../kept/datasetFile.ts";
import { saveOutOfFold } from "../kept/outOfFoldFile.ts";
import { foldFile, readEvaluation, type FoldTask } from "./evaluationFolder.ts";

/** Where this module lies, for the workers. */
export const foldModule = new URL(import.meta.url);

/** What a fit tells while it goes on, as it comes out of JSON. */
export type FoldProgress = Pick<FitProgress, "epoch" | "epochs">;

/** Where the folds of an evaluation are fitted: which fold of which folder. */
export type FoldJobs = Jobs<FoldTask & { readonly folder: string }, { readonly seconds: number; readonly unwritten?: string }>;

/** Fits one fold of an evaluation's folder and writes its forecasts there. Where the disk does not take them, that is told apart from a model that cannot be fitted. */
export const foldJob = defineJob(
  "fold",
  { parameters: z.object({ folder: z.string(), spec: modelSpec, seed: z.number(), fold: z.number().int().nonnegative() }), result: z.object({ seconds: z.number(), unwritten: z.string().exactOptional() }) },
  async ({ fold, folder, seed, spec }, { report, signal }) => {
    const { outOfFold, seconds } = await foretellFold(folder, { spec, seed, fold }, { signal, onProgress: ({ epoch, epochs }) => report({ epoch, epochs }) });
    try {
      saveOutOfFold(outOfFold, foldFile(folder, { spec, seed, fold }));
    } catch (error) {
      if (error instanceof EvaluationError) return { seconds, unwritten: error.message };
      throw error;
    }
    return { seconds };
  },
);

/** Fits one fold of an evaluation's folder. out: its forecasts, with the digest of the weights that made them */
export async function foretellFold(folder: string, task: FoldTask, options: Pick<FitOptions, "signal" | "onProgress" | "checkpoint">): Promise<{ readonly outOfFold: OutOfFold; readonly seconds: number }> {
  const { fitted, outOfFold, seconds } = await fitFold({ ...evaluationOf(folder), ...task, ...options });
  const weights = digestOfWeights(await fitted.saved());
  fitted.dispose();
  return { outOfFold: { ...outOfFold, folds: outOfFold.folds.map((own) => ({ ...own, weights })) }, seconds };
}

/** The evaluation that this process worked on last: a worker reads its dataset once. */
let last: { readonly folder: string; readonly dataset: Dataset; readonly plan: FoldPlan } | undefined;

function evaluationOf(folder: string): { readonly dataset: Dataset; readonly plan: FoldPlan } {
  const { dataset, plan } = readEvaluation(folder);
  if (last?.folder !== folder || last.dataset.digest !== dataset) last = { folder, dataset: loadDataset(join(folder, `${dataset}.dataset`)), plan };
  return { ...last, plan };
}
