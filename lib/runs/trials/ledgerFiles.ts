import { appendFileSync, closeSync, existsSync, openSync, readFileSync, readSync, fstatSync } from "node:fs";
import path from "node:path";
import { makeFolder } from "../../market/files/makeFolder.ts";
import { RunError } from "../error.ts";
import { trialLine, type TrialLine } from "./trial.ts";

/**
 * Appends a line whole: one write at the end of the file, so that the lines of several processes do not mix.
 * What a process that died has left of its line is ended first.
 */
export function appendLine(file: string, line: TrialLine): void {
  makeFolder(path.dirname(file));
  appendFileSync(file, `${endsWhole(file) ? "" : "\n"}${JSON.stringify(line)}\n`, { flush: true });
}

/** Every line of a ledger's file. A torn one is passed over: its process died before it could show what it had tried. */
export function readLines(file: string): readonly TrialLine[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8").split("\n").flatMap((text, index) => {
    const json = parsed(text);
    if (json === undefined) return [];
    const read = trialLine.safeParse(json);
    if (read.success) return [read.data];
    const issue = read.error.issues[0];
    throw new RunError(`line ${index + 1} of the trials in ${path.basename(file)} is no trial: ${issue?.path.join(".") || "the line"}: ${issue?.message}. Restore the file: without it no deflated Sharpe ratio can be told`);
  });
}

function parsed(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function endsWhole(file: string): boolean {
  if (!existsSync(file)) return true;
  const handle = openSync(file, "r");
  try {
    const { size } = fstatSync(handle);
    const last = Buffer.alloc(1);
    return size === 0 || (readSync(handle, last, 0, 1, size - 1) === 1 && last[0] === 10);
  } finally {
    closeSync(handle);
  }
}
