import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { endRun, startRun, writeRecord, type CellRecord, type NotebookRecord, type RunRecord } from "../record/record.ts";

/** Cells of a notebook that took so many seconds each. */
export function cells(...seconds: readonly number[]): CellRecord[] {
  return seconds.map((each, k) => ({ cell: k + 1, state: "done", seconds: each, outputs: `digest${k + 1}` }));
}

export function notebook(name: string, more: Partial<NotebookRecord> = {}): NotebookRecord {
  return { notebook: name, outcome: "done", seconds: 3, cells: 3, outputs: "a".repeat(64), cellTimes: cells(1, 2), ...more };
}

/** Writes a run of an id that says its time, such as 20260102-030405-aaaaaa, and gives its folder. */
export function plantRun(folder: string, id: string, change: Partial<RunRecord> = {}, results?: Readonly<Record<string, unknown>>): string {
  const { record } = startRun({}, path.join(folder, "..", "made"));
  const place = path.join(folder, id);
  mkdirSync(place, { recursive: true });
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)/.exec(id) ?? [];
  const started = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const ended = { ...endRun(record, "finished"), code: { ...record.code, dirty: false }, ended: new Date(Date.parse(started) + 12_300).toISOString() };
  writeRecord(place, { ...ended, id, started, notebooks: [notebook("08-lstm")], ...change });
  if (results !== undefined) {
    mkdirSync(path.join(place, "results"));
    for (const [name, value] of Object.entries(results)) writeFileSync(path.join(place, "results", `${name}.json`), JSON.stringify(value));
  }
  return place;
}
