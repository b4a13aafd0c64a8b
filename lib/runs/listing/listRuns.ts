import path from "node:path";
import { RunError } from "../error.ts";
import { runsFolder } from "../folders.ts";
import { notebookName } from "../notebooks/notebook.ts";
import { readRecord, type RunRecord } from "../record/record.ts";
import { runIds } from "../record/runIds.ts";

export type RunFilter = {
  /** A status, or the word for how a run ended, such as time-limit. */
  readonly status?: string;
  /** Name of a notebook, or the beginning of one. */
  readonly notebook?: string;
  /** UTC milliseconds: runs that began then or later. */
  readonly since?: number;
};

/** A run whose record cannot be read is listed with the reason. */
export type ListedRun = { readonly id: string; readonly record: RunRecord } | { readonly id: string; readonly unreadable: string };

/** The runs that a filter lets through, newest first. One that cannot be read is there where nothing is asked of it. */
export function listRuns(filter: RunFilter = {}, folder: string = runsFolder()): readonly ListedRun[] {
  return runIds(folder).reverse().map((id) => read(id, folder)).filter((run) => ("record" in run ? passes(run.record, filter) : Object.keys(filter).length === 0));
}

function read(id: string, folder: string): ListedRun {
  try {
    return { id, record: readRecord(path.join(folder, id)) };
  } catch (error) {
    if (error instanceof RunError) return { id, unreadable: error.message };
    throw error;
  }
}

function passes({ exit, notebooks, started, status }: RunRecord, filter: RunFilter): boolean {
  const { notebook, since } = filter;
  const name = notebook === undefined ? undefined : notebookName(notebook);
  return (filter.status === undefined || filter.status === status || filter.status === exit?.reason)
    && (name === undefined || notebooks.some((one) => one.notebook === name || one.notebook.startsWith(`${name}-`)))
    && (since === undefined || Date.parse(started) >= since);
}
