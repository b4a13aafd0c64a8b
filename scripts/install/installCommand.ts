import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { Argument, type Command } from "commander";
import { makeFolder } from "../../lib/market/files/makeFolder.ts";
import { writeWhole } from "../../lib/market/files/writeWhole.ts";
import { projectFolder } from "../../lib/runs/folders.ts";
import { installation, type System, SYSTEMS } from "./installation.ts";
import type { Service } from "./service.ts";

export type InstallOptions = { readonly output?: string; readonly system?: boolean; readonly user?: string; readonly force?: boolean };

/** The words and options of `install`, the same for each service. */
export function addInstallOptions(command: Command): Command {
  return command.addArgument(new Argument("<system>", "who keeps it running").choices(SYSTEMS))
    .option("--output <folder>", "where it is written (default: where the system looks for those of the user)")
    .option("--system", "for the whole machine, begun at boot, in place of the user's own")
    .option("--user <name>", "with --system: who it runs as (default: you)")
    .option("--force", "write over a unit that is there and differs");
}

/** Writes the unit or property list of a service, whole or not at all, and prints what to type; `first` is to be done before. Nothing of the system is changed. */
export function install(system: System, service: Service, { force = false, output, system: forAll = false, user }: InstallOptions, command: Command, first?: string): void {
  if (user !== undefined && !forAll) command.error("error: --user belongs to --system; a user's own unit runs as that user");
  const { files, folder, steps } = installation(system, { service, project: projectFolder, node: process.execPath, forAll, ...(user === undefined ? {} : { user }), ...(output === undefined ? {} : { output }) });
  const there = files.map(([name, text]) => ({ place: path.join(folder, name), text })).map((one) => ({ ...one, before: existsSync(one.place) ? readFileSync(one.place, "utf8") : undefined }));
  const other = there.filter(({ before, text }) => before !== undefined && before !== text).map(({ place }) => place);
  if (other.length > 0 && !force) throw new Error(`${other.join(" and ")} ${other.length === 1 ? "is" : "are"} there already, with other words. Look at ${other.length === 1 ? "it" : "them"}, then write over by --force, or write elsewhere by --output`);
  const missing = there.filter(({ before, text }) => before !== text);
  makeUnitFolder(folder, forAll);
  makeFolder(path.dirname(path.join(projectFolder, service.log)));
  for (const { place, text } of missing) writeWhole(place, text);
  const places = there.map(({ place }) => place).join(" and ");
  console.log(`${places} ${there.length === 1 ? "is" : "are"} ${missing.length === 0 ? "there already, as wanted" : "written"}.${first === undefined ? "" : `\n${first}`}\nNow type:\n${steps(there.every(({ before }) => before === undefined)).map((step) => `  ${step}`).join("\n")}`);
}

/** A folder of the system belongs to root, who should not own the project's files: the lines that are printed copy the unit there instead. */
function makeUnitFolder(folder: string, forAll: boolean): void {
  if (existsSync(folder) && !statSync(folder).isDirectory()) throw new Error(`${folder} is a file; --output names a folder`);
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    if (!forAll) throw error;
    throw new Error(`${folder} may not be written by you. Add --output units: the lines that are then printed copy it with sudo`, { cause: error });
  }
}
