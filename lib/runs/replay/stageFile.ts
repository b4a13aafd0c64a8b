import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { digestValue } from "../record/digest.ts";
import { RunError } from "../error.ts";

/** The stages of a run in the order of the pipeline: a difference in an early one explains those after it. */
export const STAGES = ["raw data", "factors", "folds", "weights", "predictions", "orders", "report"] as const;
export type Stage = (typeof STAGES)[number];

const item = z.object({
  name: z.string(),
  /** "Float64Array" and its kin, "rows" for a list, "json" for anything else. */
  kind: z.string(),
  rows: z.int().nonnegative(),
  sha256: z.string(),
  rowsPerBlock: z.int().positive(),
  /** Short digests of the blocks of rows, in order. */
  blocks: z.array(z.string()),
  /** Where the stage's kept bytes hold the item: begin and length. Left out where it was too large to keep. */
  kept: z.object({ at: z.int().nonnegative(), bytes: z.int().nonnegative() }).optional(),
});

const stage = z.object({ stage: z.enum(STAGES), items: z.array(item) });
const stageFile = z.object({ notebook: z.string(), stages: z.array(stage) });

/** What one notebook or command recorded of its stages: `stages/<notebook>.json` of a run's folder. */
export type StageFile = z.infer<typeof stageFile>;
export type RecordedStage = StageFile["stages"][number];
export type RecordedItem = RecordedStage["items"][number];

export function stagesFolder(runFolder: string): string {
  return path.join(runFolder, "stages");
}

/** The bytes of a stage's items that were small enough to keep. */
export function keptFile(runFolder: string, notebook: string, name: Stage): string {
  return path.join(stagesFolder(runFolder), `${notebook}.${name.replaceAll(" ", "-")}.bin`);
}

/** Everything that a run recorded of its stages, notebooks in order; none where it recorded nothing. */
export function readStages(runFolder: string): readonly StageFile[] {
  const folder = stagesFolder(runFolder);
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")).sort() : [];
  return files.map((name) => readStageFile(path.join(folder, name)));
}

/** Digest of each recorded stage, for `run.json`. */
export function stageDigests(runFolder: string): Record<string, Record<string, string>> {
  return Object.fromEntries(readStages(runFolder).map(({ notebook, stages }) => [notebook, Object.fromEntries(stages.map((one) => [one.stage, digestOfStage(one)]))]));
}

/** What is in the items, wherever their bytes are kept. */
export function digestOfStage({ items }: RecordedStage): string {
  return digestValue(items.map(({ kind, name, sha256 }) => [name, kind, sha256]));
}

/** Refuses a file that is none, with the first thing wrong in it. */
export function readStageFile(file: string): StageFile {
  const refused = (reason: string) => new RunError(`${path.basename(file)} of the run's stages cannot be read: ${reason}. Run again: without it this run cannot be compared`);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw refused(error instanceof Error ? error.message : String(error));
  }
  const parsed = stageFile.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw refused(`${issue?.path.join(".") || "the file"}: ${issue?.message}`);
}
