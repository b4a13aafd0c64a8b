import { existsSync } from "node:fs";
import path from "node:path";
import { variables } from "../environment/variables.mjs";
import { projectFolder } from "../lib/runs/folders.ts";
import { runChild } from "./child.ts";

/** Runs the venv's Python with the project's environment, whether or not npm started the command; gives the exit code. */
export async function runPython(args: readonly string[], cwd: string, added: Readonly<Record<string, string>> = {}): Promise<number> {
  const python = path.join(projectFolder, ".venv", process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  if (!existsSync(python)) throw new Error("the Python environment .venv is missing; npm start sets it up");
  const environment = Object.entries(variables()).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return runChild(python, args, { cwd, environment: { ...Object.fromEntries(environment), ...added } });
}
