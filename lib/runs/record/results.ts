import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { makeFolder } from "../../market/files/makeFolder.ts";
import { writeWhole } from "../../market/files/writeWhole.ts";
import { RunError } from "../error.ts";
import { currentRunFolder } from "../folders.ts";
import { keepEngine } from "./engineFile.ts";

/** What the notebooks of a run recorded: notebook → name → value, as read back from JSON. */
export type Results = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Records a result of a notebook under a name, into `results/<notebook>.json` of the current run; the same name again replaces it.
 * Typed arrays become lists; a number that is not finite and a value that is missing become null, read as N/A.
 */
export function recordResult(notebook: string, name: string, value: unknown): void {
  if (!/^[\w-]+$/.test(notebook)) throw new RunError(`recordResult: the notebook is named like "08-lstm", got "${notebook}"`);
  const folder = path.join(currentRunFolder(), "results");
  makeFolder(folder);
  const file = path.join(folder, `${notebook}.json`);
  const results = { ...(existsSync(file) ? readResultFile(file) : {}), [name]: value };
  writeWhole(file, `${JSON.stringify(results, plain, 1)}\n`);
  keepEngine(currentRunFolder());
}

/** Everything that the notebooks of a run recorded, notebooks in the order of their numbers; empty where none did. */
export function readResults(runFolder: string = currentRunFolder()): Results {
  const folder = path.join(runFolder, "results");
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder).filter((file) => file.endsWith(".json")).sort();
  return Object.fromEntries(files.map((file) => [path.basename(file, ".json"), readResultFile(path.join(folder, file))]));
}

function readResultFile(file: string): Record<string, unknown> {
  const broken = (reason: string) => new RunError(`${path.basename(file)} of the run's results cannot be read: ${reason}. Delete it and run the notebook again`);
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (value === null || typeof value !== "object" || Array.isArray(value)) throw broken("it holds no named results");
    return { ...value };
  } catch (error) {
    throw error instanceof SyntaxError ? broken(error.message) : error;
  }
}

function plain(_key: string, value: unknown): unknown {
  if (value === undefined || (typeof value === "number" && !Number.isFinite(value))) return null;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(Object.values(value));
  return value;
}
