import { existsSync, mkdirSync, statSync } from "node:fs";
import path from "node:path";
import { checkName, checkOutput, namingOutput } from "./outputFile.ts";

/** Refuses, before any work, a folder of --folder that cannot be made, or whose files would overwrite an input. It need not be there yet. in: names of the files that will lie in it */
export function checkOutputFolder(folder: string, names: readonly string[], inputs: readonly string[]): void {
  if (folder === "") throw new Error("--folder is empty; name the folder to write into");
  checkName(folder, "--folder");
  let there = path.resolve(folder);
  while (!existsSync(there)) there = path.dirname(there);
  if (!statSync(there).isDirectory()) throw new Error(`--folder ${folder} cannot be made: ${path.relative(process.cwd(), there)} is a file; name another folder`);
  if (existsSync(folder)) for (const name of names) checkOutput(path.join(folder, name), inputs, "--folder: the file");
}

/** Makes the folder where it is not there. */
export async function makeOutputFolder(folder: string): Promise<void> {
  await namingOutput(folder, () => void mkdirSync(folder, { recursive: true }));
}
