import { readFileSync } from "node:fs";
import path from "node:path";
import { exchangeCalendar, type ExchangeName } from "../../market/index.ts";
import { projectFolder } from "../../runs/folders.ts";
import { ScheduleError } from "../error.ts";
import { checkWork } from "./checkWork.ts";
import { type FileProblem, problemsOf } from "./problems.ts";
import { readYaml } from "./readYaml.ts";
import { type Schedule, type ScheduleFile, scheduleFileShape } from "./schedule.ts";
import { nextRuns } from "../times/planned.ts";

export type ReadOptions = {
  /** Names of the project's commands; without them any first word of a command is taken. */
  readonly commands?: readonly string[];
};

/** Where schedules are described. */
export const SCHEDULE_FILE = path.join(projectFolder, "environment", "schedules.yaml");

/** Reads a text of schedules: the file, or everything that is wrong with it, each with its line and field. */
export function parseSchedules(text: string, { commands }: ReadOptions = {}): { readonly file: ScheduleFile; readonly problems: readonly [] } | { readonly file: undefined; readonly problems: readonly FileProblem[] } {
  const given = readYaml(text);
  if ("problems" in given) return { file: undefined, problems: given.problems };
  const parsed = scheduleFileShape.safeParse(given.value);
  if (!parsed.success) return { file: undefined, problems: problemsOf(parsed.error.issues, given.value, given.line) };
  const { schedules, seed, zone, ...rest } = parsed.data;
  const file = { ...rest, seed, schedules: Object.entries(schedules).map(([name, schedule]) => ({ ...schedule, name, seed, zone: zoneOfSchedule(schedule, zone) })), ...(zone === undefined ? {} : { zone }) };
  const problems = file.schedules.flatMap((schedule) => {
    const at = (place: readonly string[], said: string): FileProblem => ({ line: given.line(["schedules", schedule.name, ...place]), field: ["schedules", schedule.name, ...place].join("."), text: said });
    const never = neverComes(schedule) ? [at([schedule.only ? "only" : schedule.after ? "after" : "before"], "no day is like that within eleven years: it never comes")] : [];
    return [...never, ...checkWork(schedule.run, commands).map(({ place, text: said }) => at(["run", ...place], said))];
  });
  return problems.length > 0 ? { file: undefined, problems } : { file, problems: [] };
}

/** Whether a schedule has no time at all, such as half days of an exchange that has none, or Saturdays among its trading days. */
function neverComes(schedule: Schedule): boolean {
  const days = (schedule.after ?? schedule.before ?? schedule.only)?.days;
  return days !== undefined && days !== "all" && nextRuns(schedule, Date.UTC(2025, 0, 1), 1).length === 0;
}

function zoneOfSchedule({ after, before, zone }: { readonly after?: { exchange: ExchangeName } | undefined; readonly before?: { exchange: ExchangeName } | undefined; readonly zone?: string | undefined }, ofFile: string | undefined): string {
  const exchange = (after ?? before)?.exchange;
  return exchange === undefined ? (zone ?? ofFile ?? "UTC") : exchangeCalendar(exchange).timeZone;
}

/** Reads the file of schedules; all that is wrong is in one ScheduleError, a line each. */
export function readSchedules(file: string = SCHEDULE_FILE, options: ReadOptions = {}): ScheduleFile {
  const read = parseSchedules(readFileSync(file, "utf8"), options);
  if (read.file !== undefined) return read.file;
  const name = path.basename(file);
  throw new ScheduleError(`${name} has ${read.problems.length} mistake${read.problems.length === 1 ? "" : "s"}:\n${read.problems.map((problem) => problemText(name, problem)).join("\n")}`);
}

/** schedules.yaml:12 schedules.nightly.cron: …, or schedules.yaml:12:8 YAML: … */
export function problemText(name: string, { column, field, line, text }: FileProblem): string {
  return `${name}:${line}${column === undefined ? "" : `:${column}`} ${field}: ${text}`;
}
