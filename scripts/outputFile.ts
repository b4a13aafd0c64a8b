import { existsSync, realpathSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { writeWhole } from "../lib/market/writeWhole.ts";
import { explain } from "./explain.ts";

/** Refuses, before any work, an output that cannot be written or would overwrite an input; links are followed. */
export function checkOutput(output: string, inputs: readonly string[]): void {
  if (output === "") throw new Error("--output is empty; name the file to write");
  const folder = path.dirname(output);
  if (!existsSync(folder)) throw new Error(`the folder ${folder} of --output ${output} does not exist; create it or name another file`);
  if (!existsSync(output)) return;
  if (statSync(output).isDirectory()) throw new Error(`--output ${output} is a folder; name a file inside it`);
  const read = inputs.find((input) => existsSync(input) && realpathSync(input) === realpathSync(output));
  if (read !== undefined) throw new Error(`--output ${output} would overwrite ${read}, which is read; name another file`);
}

/** Writes a file whole or not at all. What is no plain file, such as /dev/stdout or a named pipe, is written in place. */
export async function writeOutput(output: string, text: string): Promise<void> {
  const inPlace = /^\/(dev|proc)\//.test(path.resolve(output)) || (existsSync(output) && !statSync(output).isFile());
  try {
    if (inPlace) await writeFile(output, text);
    else writeWhole(output, text);
  } catch (error) {
    // The system names the temporary file, or none; a person wants the one that was asked for.
    throw new Error(error instanceof Error ? explain(Object.assign(error, { dest: output })) : String(error), { cause: error });
  }
}
