import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { forecasterOf } from "../../catalogue/index.ts";
import { specText, type ModelSpec } from "../../catalogue/modelSpec.ts";
import { JobError, openJobs } from "../../jobs/index.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { EvaluationError } from "../error.ts";
import type { EvaluationFinding } from "../folds/evaluationFinding.ts";
import { foretoldOf } from "../folds/fitFold.ts";
import type { FoldPlan } from "../folds/foldPlan.ts";
import { joinOutOfFold } from "../folds/joinOutOfFold.ts";
import type { OutOfFold } from "../folds/outOfFold.ts";
import { finishedFold, openEvaluationFolder, type FoldTask } from "./evaluationFolder.ts";
import { foldJob, foldModule, type FoldJobs, type FoldProgress } from "./foldJob.ts";

/** How far an evaluation has come: when a fold ends, and between when a fit tells of an epoch. */
export type EvaluationProgress = FoldTask & {
  /** Folds that are finished, those of an earlier run included, and all of them. */
  readonly done: number;
  readonly total: number;
  /** Of this fold, where it ended just now. */
  readonly seconds?: number;
  /** Of this fold, where its fit goes on. */
  readonly fit?: FoldProgress;
  /** Seconds to the end at the pace of this run so far; undefined before its first fold ended. */
  readonly eta?: number;
};

export type EvaluateOptions = {
  /** Default [1]. */
  readonly seeds?: readonly number[];
  /** Worker processes. Default: one a core. */
  readonly workers?: number;
  /** Fits in this process instead, one fold after the other. */
  readonly inProcess?: boolean;
  /** Fits elsewhere: whoever opens the jobs brings each fold's file into the folder. Default: worker processes of this machine. */
  readonly openJobs?: (options: { readonly signal?: AbortSignal }) => FoldJobs;
  /** Where finished folds are kept. Default: nowhere behind the end of the evaluation. */
  readonly folder?: string;
  /** Goes on with the folds that a folder has already. Default false. */
  readonly resume?: boolean;
  /** A fold that cannot be fitted ends the evaluation, or becomes a finding of its model while the others go on. Default "stop". A fold that cannot be written always ends it. */
  readonly onFailure?: "stop" | "record";
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: EvaluationProgress) => void;
};

/**
 * Fits each spec with each seed on each fold and gives what they foretell of the tests, specs first, then seeds.
 * Each finished fold is written to the folder as a whole: a kill loses the folds under way, and `resume` redoes those alone, to the same bits.
 */
export async function evaluate(dataset: Dataset, plan: FoldPlan, specs: readonly ModelSpec[], options: EvaluateOptions = {}): Promise<readonly OutOfFold[]> {
  const { inProcess = false, onFailure = "stop", resume = false, seeds = [1], signal, workers } = options;
  if (plan.folds.length === 0 || specs.length === 0 || seeds.length === 0) throw new EvaluationError(`evaluate: there are ${plan.folds.length} folds, ${specs.length} specs and ${seeds.length} seeds; give at least one of each`);
  for (const spec of specs) forecasterOf(spec, foretoldOf(dataset));
  const scratch = options.folder === undefined ? mkdtempSync(join(tmpdir(), "marketbook-folds-")) : undefined;
  const folder = resolve(options.folder ?? scratch!);
  const tasks = specs.flatMap((spec) => seeds.flatMap((seed) => plan.folds.map((_, fold): FoldTask => ({ spec, seed, fold }))));
  try {
    openEvaluationFolder(folder, dataset, plan, resume);
    const finished = new Map(tasks.flatMap((task) => {
      const part = finishedFold(folder, task, dataset);
      return part ? [[task, part] as const] : [];
    }));
    const open = tasks.filter((task) => !finished.has(task));
    const progress = progressOf(options, finished.size, tasks.length);
    let kept = finished.size;
    const jobs = options.openJobs?.(signal ? { signal } : {}) ?? openJobs(foldJob, { module: foldModule, inProcess, ...(workers === undefined ? {} : { workers }), ...(signal ? { signal } : {}) });
    try {
      const failures = await Promise.all(open.map(async (task): Promise<{ readonly task: FoldTask; readonly finding: EvaluationFinding } | undefined> => {
        try {
          const { seconds, unwritten } = await jobs.run({ folder, ...task }, { onProgress: (fit) => progress.epoch(task, fit) });
          if (unwritten !== undefined) throw new EvaluationError(`evaluate: ${unwritten} ${kept} of ${tasks.length} folds are kept; asked again with resume, only the others are fitted.`);
          kept++;
          progress.end(task, seconds);
          return undefined;
        } catch (error) {
          if (onFailure === "stop" || !(error instanceof JobError) || (error.fault !== "thrown" && error.fault !== "died")) throw causeOf(error);
          progress.end(task, undefined);
          return { task, finding: { code: "fold-failed", where: { fold: task.fold, model: specText(task.spec) }, expected: "a fitted model", got: causeOf(error).message } };
        }
      }));
      const failed = failures.filter((failure) => failure !== undefined);
      return specs.flatMap((spec) => seeds.map((seed) => {
        const own = failed.filter(({ task }) => task.spec === spec && task.seed === seed).map(({ finding }) => finding);
        const parts = tasks.filter((task) => task.spec === spec && task.seed === seed).flatMap((task) => finished.get(task) ?? finishedFold(folder, task, dataset) ?? []);
        if (parts.length === 0) throw new EvaluationError(`evaluate: ${specText(spec)}, seed ${seed}, could be fitted on none of the ${plan.folds.length} folds; the first said: ${own[0]?.got ?? "nothing"}`);
        return { ...joinOutOfFold(parts), ...(own.length > 0 ? { failed: own } : {}) };
      }));
    } finally {
      await jobs.close();
    }
  } finally {
    if (scratch !== undefined) rmSync(scratch, { recursive: true, force: true });
  }
}

/** What a job's model said; the job's own words where its process died. */
function causeOf(error: unknown): Error {
  if (error instanceof JobError && error.fault === "thrown" && error.cause instanceof Error) return new EvaluationError(error.cause.message, { cause: error });
  return error instanceof Error ? error : new EvaluationError(String(error));
}

const fitProgress = z.object({ epoch: z.number(), epochs: z.number() });

function progressOf({ onProgress }: EvaluateOptions, before: number, total: number) {
  const begun = performance.now();
  let ended = 0;
  const tell = (task: FoldTask, more: object) => {
    const eta = ended === 0 ? {} : { eta: ((performance.now() - begun) / 1000 / ended) * (total - before - ended) };
    onProgress?.({ ...task, done: before + ended, total, ...eta, ...more });
  };
  return {
    epoch: (task: FoldTask, fit: unknown) => {
      const parsed = fitProgress.safeParse(fit);
      if (parsed.success) tell(task, { fit: parsed.data });
    },
    end: (task: FoldTask, seconds: number | undefined) => {
      ended++;
      tell(task, seconds === undefined ? {} : { seconds });
    },
  };
}
