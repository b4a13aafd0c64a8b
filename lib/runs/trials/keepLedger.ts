import { cpSync, existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { makeFolder } from "../../market/files/makeFolder.ts";
import { runsFolder } from "../folders.ts";

/** Where trials are counted: `artifacts/trials`, or beside the runs of another folder, such as those of tests. */
export function trialsFolder(runFolder?: string): string {
  const runs = runFolder ? path.dirname(path.resolve(runFolder)) : runsFolder();
  return path.join(path.basename(runs) === "runs" ? path.dirname(runs) : runs, "trials");
}

/** Copies what is known of all trials now into a run's folder, so that the run and its repetitions count from the same number. */
export function keepLedger(ledger: string, place: string): void {
  makeFolder(place);
  for (const name of existsSync(ledger) ? readdirSync(ledger) : []) if (name.endsWith(".jsonl")) cpSync(path.join(ledger, name), path.join(place, name));
}
