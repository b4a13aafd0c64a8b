import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { writeWhole } from "../../market/files/writeWhole.ts";
import { startedEngine } from "../../tensorflow/startedEngine.ts";

const FILE = "engine.json";

/** Keeps in a run's folder what computes in this process, once; nothing where no engine was started. */
export function keepEngine(runFolder: string): void {
  const engine = startedEngine();
  const file = path.join(runFolder, FILE);
  if (engine !== undefined && !existsSync(file)) writeWhole(file, `${JSON.stringify(engine)}\n`);
}

/** What computed in a run, as its notebooks kept it; undefined where none started an engine and recorded something. */
export function keptEngine(runFolder: string): Readonly<Record<string, unknown>> | undefined {
  const file = path.join(runFolder, FILE);
  return existsSync(file) ? z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, "utf8"))) : undefined;
}
