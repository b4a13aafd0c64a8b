import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { settingsOf } from "../../catalogue/index.ts";
import { specText, type ModelSpec } from "../../catalogue/modelSpec.ts";
import { makeFolder } from "../../market/files/makeFolder.ts";
import { removeDrafts, writeWhole } from "../../market/files/writeWhole.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { EvaluationError } from "../error.ts";
import type { FoldPlan } from "../folds/foldPlan.ts";
import type { OutOfFold } from "../folds/outOfFold.ts";
import { saveDataset } from "../kept/datasetFile.ts";
import { loadOutOfFold } from "../kept/outOfFoldFile.ts";
import { foldPlan } from "./planShape.ts";

/** What a folder's evaluation is of. */
const evaluationFile = z.object({ dataset: z.string(), plan: foldPlan });

/** Where its finished folds lie. */
const FOLDS = "folds";

/** One fold of one spec and seed. */
export type FoldTask = { readonly spec: ModelSpec; readonly seed: number; readonly fold: number };

/**
 * Makes a folder ready to hold the folds of one dataset and plan. A folder of another evaluation is refused, and one with finished folds unless it shall be gone on with.
 * Specs and seeds may be added later.
 */
export function openEvaluationFolder(folder: string, dataset: Dataset, plan: FoldPlan, resume: boolean): void {
  const file = join(folder, "evaluation.json");
  const content = JSON.stringify({ dataset: dataset.digest, plan });
  writing(folder, () => makeFolder(folder));
  if (existsSync(file)) {
    const there = readEvaluation(folder);
    if (there.dataset !== dataset.digest) throw new EvaluationError(`evaluate: ${folder} holds folds of another dataset (${there.dataset.slice(0, 12)} instead of ${dataset.digest.slice(0, 12)}); name another folder`);
    if (JSON.stringify(there.plan) !== JSON.stringify(foldPlan.parse(JSON.parse(content).plan))) throw new EvaluationError(`evaluate: ${folder} holds folds of another plan; name another folder`);
    if (!resume) throw new EvaluationError(`evaluate: ${folder} holds an evaluation already; resume: true goes on with it, or name another folder`);
  }
  for (const place of [folder, join(folder, FOLDS)]) removeDrafts(place);
  saveDataset(dataset, folder);
  writing(folder, () => writeWhole(file, `${content}\n`));
}

/** Writes; an error of the disk names the folder. */
function writing(folder: string, write: () => unknown): void {
  try {
    write();
  } catch (error) {
    throw new EvaluationError(`evaluate: the folds cannot be kept in ${folder}: ${error instanceof Error ? error.message : String(error)}. Make room or name another folder.`, { cause: error });
  }
}

/** Dataset and plan of a folder. */
export function readEvaluation(folder: string): z.output<typeof evaluationFile> {
  const file = join(folder, "evaluation.json");
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new EvaluationError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}. Name another folder.`, { cause: error });
  }
  const parsed = evaluationFile.safeParse(data);
  if (!parsed.success) throw new EvaluationError(`${file} is not of the form that this version writes: ${parsed.error.issues[0]!.path.join(".")}: ${parsed.error.issues[0]!.message}. Name another folder.`);
  return parsed.data;
}

/** File of one fold. Its name holds the spec with all its settings, defaults included, so that other defaults are another file. */
export function foldFile(folder: string, { fold, seed, spec }: FoldTask): string {
  const hash = createHash("sha256").update(specText({ model: spec.model, settings: settingsOf(spec) })).digest("hex").slice(0, 12);
  return join(folder, FOLDS, `${spec.model}-${hash}-seed${seed}-fold${String(fold + 1).padStart(4, "0")}.oof`);
}

/** The fold of a task where it was finished before; undefined where it was not, or its file is damaged and has to be made again. */
export function finishedFold(folder: string, task: FoldTask, dataset: Dataset): OutOfFold | undefined {
  const file = foldFile(folder, task);
  if (!existsSync(file)) return undefined;
  try {
    const part = loadOutOfFold(file);
    return part.dataset === dataset.digest && part.seed === task.seed && part.folds[0]?.fold === task.fold ? { ...part, spec: task.spec } : undefined;
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}
