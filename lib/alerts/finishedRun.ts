import { readClosing } from "../runs/closing/closing.ts";
import type { RunRecord } from "../runs/record/record.ts";
import { readResults } from "../runs/record/results.ts";

/** What alerts ask of a run that is over. */
export type FinishedRun = {
  /** Schedule, or another name under which the same work is done again and again. */
  readonly schedule: string;
  /** Id of the run. */
  readonly run: string;
  /** stopped: by a person or another program; no alert, and nothing for the history. */
  readonly outcome: "done" | "failed" | "timed-out" | "cut-off" | "stopped";
  /** How it ended, for people. */
  readonly reason?: string;
  /** UTC, milliseconds. */
  readonly started: number;
  readonly ended: number;
  /** What metrics are looked for in: `results`, `closing`, whatever was recorded. */
  readonly recorded?: unknown;
  /** More for the alert: commit, the path of the log. */
  readonly details?: Readonly<Record<string, unknown>>;
};

/** A record of lib/runs as a finished run, with the results and the closing table in its folder. Undefined while it runs. */
export function finishedRunOf(schedule: string, record: RunRecord, folder: string): FinishedRun | undefined {
  if (record.status === "running") return undefined;
  return {
    schedule, run: record.id, outcome: record.status === "finished" ? "done" : record.status,
    ...(record.reason === undefined ? {} : { reason: record.reason }),
    started: Date.parse(record.started), ended: Date.parse(record.ended ?? record.started),
    recorded: recordedIn(folder), details: { commit: record.code.commit },
  };
}

/**
 * Results and closing tables of a run's folder, as the paths of metrics see them. A row of a table has its columns as names, and of a cell with a number
 * that number as it is shown, 53.1 of "53.1 %": `closing[title=Forecasts of 08-lstm, out of sample].rows[model=LSTM].direction`.
 */
export function recordedIn(folder: string): { readonly results: unknown; readonly closing: unknown } {
  const closing = (readClosing(folder) ?? []).map(({ columns, rows, title }) => ({ title, rows: rows.map((row) => Object.fromEntries(columns.map((column, k) => [column, numberIn(row[k] ?? "")]))) }));
  return { results: readResults(folder), closing };
}

function numberIn(cell: string): number | string {
  const [, number] = /^([+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?: %)?$/.exec(cell) ?? [];
  return number === undefined ? cell : Number(number);
}
