import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { makeFolder } from "../../market/files/makeFolder.ts";
import { writeWhole } from "../../market/files/writeWhole.ts";
import { RunError } from "../error.ts";
import { currentRunFolder } from "../folders.ts";
import { keepEngine } from "../record/engineFile.ts";
import { bytesOf, digestItem } from "./itemBytes.ts";
import { keptFile, readStageFile, STAGES, stagesFolder, type RecordedItem, type Stage, type StageFile } from "./stageFile.ts";
import { stageItems } from "./stageItems.ts";

/** Bytes of a stage that are kept beside its digests, so that a difference can be told with its numbers. What is beyond is told by its block of rows. */
const KEPT_BYTES = 4 * 2 ** 20;

/**
 * Records what a stage of a notebook, or of a command, came to: bars, columns, folds, weights, forecasts, orders, tables, each under a name.
 * Each item gets a SHA-256 of its bits and one of each block of its rows, so that `replay` names the first stage, item and row that differ.
 * Called again for the same stage it adds items; the same name again replaces it. Into `stages/<notebook>.json` of the current run.
 */
export function recordStage(notebook: string, stage: Stage, items: Readonly<Record<string, unknown>>, runFolder: string = currentRunFolder()): void {
  if (!/^[\w-]+$/.test(notebook)) throw new RunError(`recordStage: the notebook is named like "08-lstm", got "${notebook}"`);
  if (!STAGES.includes(stage)) throw new RunError(`recordStage: there is no stage "${stage}"; the stages are ${STAGES.join(", ")}`);
  makeFolder(stagesFolder(runFolder));
  const file = path.join(stagesFolder(runFolder), `${notebook}.json`);
  const known: StageFile = existsSync(file) ? readStageFile(file) : { notebook, stages: [] };
  const fresh = stageItems(items).map((item) => ({ item, bytes: bytesOf(item) }));
  const isNew = (name: string) => Object.keys(items).some((own) => name === own || name.startsWith(`${own}.`) || name.startsWith(`${own}[`));
  const before = keptItems(runFolder, notebook, stage, known).filter(({ recorded }) => !isNew(recorded.name));
  const all = [...before, ...fresh.map(({ bytes, item }) => ({ recorded: digestItem(item, bytes), bytes }))];
  const kept = keptBytes(all);
  writeKept(keptFile(runFolder, notebook, stage), kept.bytes);
  const stages = [...known.stages.filter((one) => one.stage !== stage), { stage, items: kept.items }].sort((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage));
  writeWhole(file, `${JSON.stringify({ notebook, stages } satisfies StageFile)}\n`);
  keepEngine(runFolder);
}

type Held = { readonly recorded: Omit<RecordedItem, "kept">; readonly bytes: Uint8Array | undefined };

function keptItems(runFolder: string, notebook: string, stage: Stage, { stages }: StageFile): readonly Held[] {
  const items = stages.find((one) => one.stage === stage)?.items ?? [];
  const file = keptFile(runFolder, notebook, stage);
  const bytes = existsSync(file) ? readFileSync(file) : new Uint8Array(0);
  return items.map(({ kept, ...recorded }) => ({ recorded, bytes: kept && bytes.subarray(kept.at, kept.at + kept.bytes) }));
}

function keptBytes(all: readonly Held[]): { readonly items: RecordedItem[]; readonly bytes: Uint8Array } {
  const pieces: Uint8Array[] = [];
  let at = 0;
  const items = all.map(({ bytes, recorded }) => {
    if (bytes === undefined || at + bytes.length > KEPT_BYTES) return recorded;
    const kept = { at, bytes: bytes.length };
    pieces.push(bytes);
    at += bytes.length;
    return { ...recorded, kept };
  });
  return { items, bytes: Buffer.concat(pieces) };
}

function writeKept(file: string, bytes: Uint8Array): void {
  if (bytes.length > 0) writeWhole(file, bytes);
  else rmSync(file, { force: true });
}
