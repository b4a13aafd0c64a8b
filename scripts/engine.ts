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
    const said = error instanceof Error ? error.message.split("\n").find((line) => /Error/.test(line)) ?? error.message.split("\n")[0] : String(error);
    throw new RunError(`TensorFlow does not start: ${said}. npm run doctor says what is missing and what to do`);
  }
}
