import { readFileSync } from "node:fs";
import path from "node:path";
import { CommanderError } from "commander";
import { nearest } from "../../lib/market/nearest.ts";
import { parseSchedules, problemText, readSchedules, type Schedule, SCHEDULE_FILE, type ScheduleFile } from "../../lib/schedules/index.ts";
import { COMMANDS } from "../commands.ts";

export type FileOption = { readonly file?: string };

const commands = COMMANDS.map(({ name }) => name);

/** The file of schedules, or that of --file; with all that is wrong in one error. */
export function scheduleFile(file: string = SCHEDULE_FILE): ScheduleFile {
  return readSchedules(file, { commands });
}

/** What is wrong with a file, a line each, and the file if nothing is. */
export function checkedFile(file: string = SCHEDULE_FILE): { readonly file: ScheduleFile | undefined; readonly problems: readonly string[] } {
  const read = parseSchedules(readFileSync(file, "utf8"), { commands });
  return { file: read.file, problems: read.problems.map((problem) => problemText(path.basename(file), problem)) };
}

/** The schedule of a name, or all of them without one. A name that none has makes the command line wrong. */
export function schedulesNamed({ schedules }: ScheduleFile, name: string | undefined): readonly Schedule[] {
  if (name === undefined) return schedules;
  const found = schedules.filter((schedule) => schedule.name === name);
  if (found.length > 0) return found;
  const names = schedules.map((schedule) => schedule.name);
  const near = nearest(name, names);
  throw new CommanderError(2, "marketbook.unknownSchedule", `there is no schedule "${name}"${near === undefined ? "." : `; did you mean ${near}?`} The schedules are ${names.join(", ") || "none"}`);
}
