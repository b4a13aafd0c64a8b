import { nearest } from "../../market/nearest.ts";
import { RunError } from "../error.ts";
import { notebookName } from "../notebooks/notebook.ts";
import { readRecord, type RunRecord } from "../record/record.ts";
import { comparableIn } from "./compareStages.ts";

/** What of a run is repeated. */
export type ReplayPlan = {
  readonly folder: string;
  readonly record: RunRecord;
  /** Notebooks, or the one command, whose stages are compared. */
  readonly parts: readonly string[];
  /** Whether the run was not finished: then only what it had recorded is compared. */
  readonly isPartial: boolean;
  /** What a reader has to know before: how the run ended, and what can be compared of it. */
  readonly sentences: readonly string[];
};

/** Finds out what of a run can be repeated and compared; a run of which nothing can is refused with the reason. */
export function planReplay(folder: string, only: readonly string[] = []): ReplayPlan {
  const record = readRecord(folder);
  if (record.status === "running") throw new RunError(`run ${record.id} is still running; wait for its end`);
  const isPartial = record.status !== "finished";
  const done = record.command === undefined || record.notebooks.length > 0 ? record.notebooks.filter(({ outcome }) => outcome === "done").map(({ notebook }) => notebook) : [record.command.name];
  const parts = only.length === 0 ? done : only.map((one) => chosen(notebookName(one), done, record.id));
  const ended = `Run ${record.id} ${record.status === "stopped" ? "was stopped" : "failed"}${record.reason === undefined ? "" : `: ${record.reason.replace(/[.\s]+$/, "")}`}.`;
  const count = comparableIn(folder, parts);
  if (count.items === 0) {
    throw new RunError(`${isPartial ? `${ended} Nothing` : `run ${record.id} finished, but nothing`} of it can be compared: ${parts.length === 0 ? "no notebook was done" : isGone(record) ? "its stages are no longer in its folder" : "it recorded no stages and no results"}. Run again, then replay that run`);
  }
  return { folder, record, parts, isPartial, sentences: isPartial ? [`${ended} What it had done until then is compared: ${parts.join(", ")}.`] : [] };
}

/** Whether a run recorded stages that its folder no longer has: their digests alone tell no row that differs. */
function isGone({ stages = {} }: RunRecord): boolean {
  return Object.keys(stages).length > 0;
}

function chosen(name: string, done: readonly string[], id: string): string {
  if (done.includes(name)) return name;
  const meant = nearest(name, done);
  throw new RunError(`run ${id} has no "${name}" that can be compared${meant === undefined ? "." : `; did you mean ${meant}?`} It has ${done.join(", ") || "none"}`);
}
