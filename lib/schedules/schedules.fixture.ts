import { parseSchedules, problemText } from "./file/readScheduleFile.ts";
import type { Schedule, ScheduleFile } from "./file/schedule.ts";

/** A file of schedules from YAML; what is wrong with it is thrown. */
export function fileOf(yaml: string): ScheduleFile {
  const read = parseSchedules(yaml);
  if (read.file === undefined) throw new Error(read.problems.map((problem) => problemText("schedules.yaml", problem)).join("\n"));
  return read.file;
}

/** One schedule, named "nightly", of the given fields. */
export function scheduleOf(fields: Readonly<Record<string, unknown>>): Schedule {
  return fileOf(JSON.stringify({ seed: 1, schedules: { nightly: { run: { command: ["doctor"] }, ...fields } } })).schedules[0]!;
}
