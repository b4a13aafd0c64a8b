import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { RunError } from "../lib/runs/error.ts";

const engine = z.looseObject({ kind: z.string(), version: z.string(), reason: z.string() });

export type Engine = z.infer<typeof engine>;

/** The engine that notebooks will compute on, asked in a process of its own. */
export async function askEngine(): Promise<Engine> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, "engineReport.ts")]);
    const warning = stderr.split("\n").find((line) => line.startsWith("marketbook:"));
    if (warning) console.warn(warning);
    return engine.parse(JSON.parse(stdout.slice(stdout.indexOf("{"))));
  } catch (error) {
    const reason = reasonOf(error).replace(/\.$/, "");
    throw new RunError(`TensorFlow does not start: ${reason}${reason.includes("npm run doctor") ? "" : ". npm run doctor says what is missing and what to do"}`);
  }
}

/** The sentence of an error that ended a process: behind the error's name, not the line of source which Node prints above it. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const lines = error.message.split("\n");
  return lines.map((line) => /^(?:Uncaught )?\w*Error(?: \[\w+\])?: (.+)/.exec(line)?.[1]).find((text) => text !== undefined) ?? lines[0] ?? "";
}
