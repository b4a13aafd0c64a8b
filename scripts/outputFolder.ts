import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { checkFolder, makeFolder } from "../lib/market/files/makeFolder.ts";
import { checkName, checkOutput, namingOutput } from "./outputFile.ts";

/** Refuses, before any work, a folder of --folder that cannot be made, or whose files would overwrite an input. It need not be there yet. in: names of the files that will lie in it */
export function checkOutputFolder(folder: string, names: readonly string[], inputs: readonly string[]): void {
  if (folder === "") throw new Error("--folder is empty; name the folder to write into");
  checkName(folder, "--folder");
  let there = path.resolve(folder);
  while (!existsSync(there)) there = path.dirname(there);
  if (!statSync(there).isDirectory()) throw new Error(`--folder ${folder} cannot be made: ${path.relative(process.cwd(), there)} is a file; name another folder`);
  checkFolder(folder);
  if (existsSync(folder)) for (const name of names) checkOutput(path.join(folder, name), inputs, "--folder: the file");
}

/** Makes the folder where it is not there. */
export async function makeOutputFolder(folder: string): Promise<void> {
  await namingOutput(folder, () => void makeFolder(folder));
}
