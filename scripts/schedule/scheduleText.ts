import { durationText } from "../../lib/alerts/index.ts";
import { alignedTable } from "../../lib/runs/alignedTable.ts";
import { lastRuns, localTime, nextRuns, type Planned, type Schedule, type ScheduledRun, type ServiceState, utcTime, workWords } from "../../lib/schedules/index.ts";

/** The table of the next times of a schedule. */
export function nextText(schedule: Schedule, planned: readonly Planned[]): string {
  const { enabled, jitter, name, zone } = schedule;
  const title = `${name}${enabled ? "" : " (not enabled)"}: marketbook ${workWords(schedule.run, "<folder>").join(" ")}`;
  if (planned.length === 0) return `${title}\n  no time comes within eleven years`;
  const rows = planned.map(({ reason, start, time }, k) => [String(k + 1), localTime(start, zone), `${utcTime(start)} UTC`, start === time ? reason : `${reason}; ${durationText(start - time)} of jitter`]);
  return `${title}${jitter === 0 ? "" : `, up to ${durationText(jitter)} later by jitter`}\n${alignedTable(["", zone, "UTC", "reason"], rows).join("\n")}`;
}

/** One line a schedule: when it comes next and how it went last. */
export function listText(schedules: readonly Schedule[], folder: string, now: number): string {
  const rows = schedules.map((schedule) => {
    const { about = "", enabled, name, zone } = schedule;
    const [next] = nextRuns(schedule, now, 1);
    const [last] = lastRuns(folder, name, 1);
    return [name, !enabled ? "not enabled" : next === undefined ? "never" : localTime(next.start, zone), last === undefined ? "no run yet" : `${last.status}, ${utcTime(Date.parse(last.started))} UTC`, about];
  });
  return alignedTable(["schedule", "next", "last", "about"], rows).join("\n");
}

/** A service looks at its schedules twice a minute and notes that every ten; one that has not for longer hangs. */
const SILENT = 25 * 60_000;

/** Whether a service is there and looks at its schedules, in words; `isWell` is what the exit code says. */
export function serviceText(isServed: boolean, state: ServiceState | undefined, now: number): { readonly isWell: boolean; readonly text: string } {
  const seen = state === undefined ? "" : `It looked at them last on ${utcTime(state.seen)} UTC`;
  if (!isServed) return { isWell: false, text: `No service runs, so nothing begins by itself. ${seen === "" ? "" : `${seen} or up to ten minutes later. `}npx marketbook schedule start begins one, schedule install keeps one running` };
  const isSilent = state !== undefined && now - state.seen > SILENT;
  return { isWell: !isSilent, text: isSilent ? `A service is there, but does nothing. ${seen}: end it and begin it anew` : "The service runs." };
}

/** What the service does and did. Without a service nothing runs: what had begun was cut off, and the next service says so in its record. */
export function statusText(schedule: Schedule, runs: readonly ScheduledRun[], state: ServiceState | undefined, now: number, isServed: boolean): string {
  const own = state?.schedules[schedule.name];
  const [next] = nextRuns(schedule, now, 1);
  const onItsClocks = (time: number): string => (schedule.zone === "UTC" ? localTime(time, "UTC") : `${localTime(time, schedule.zone)} = ${utcTime(time)} UTC`);
  const lines = [
    `${schedule.name}${schedule.about === undefined ? "" : `: ${schedule.about}`}`,
    `  next      ${!schedule.enabled ? "not enabled" : next === undefined ? "never" : `${onItsClocks(next.start)} (${next.reason})`}`,
    ...(own?.waiting ?? []).map(({ reason, time }) => `  waiting   that of ${utcTime(time)} UTC (${reason})`),
    ...(own?.leftOut ?? []).slice(-3).map(({ count, from, why }) => `  left out  ${count} from ${utcTime(from)} UTC on: ${why}`),
    ...runs.flatMap(({ attempts, because, ended, id, metrics = [], reason, run, started, status }) => [
      `  ${(status === "running" && !isServed ? "cut-off" : status).padEnd(9)} ${id}, ${ended === undefined ? (isServed ? `for ${durationText(now - Date.parse(started))}` : "when its service ended") : `took ${durationText(Date.parse(ended) - Date.parse(started))}`}${attempts.length > 1 ? ` in ${attempts.length} attempts` : ""}, ${reason}${run === undefined ? "" : `, run ${run}`}${because === undefined ? "" : `\n            ${because}`}`,
      ...metrics.map(({ is, metric, value, why }) => `            ${metric} ${value ?? "N/A"}: ${is === "N/A" ? (value === null ? "" : "not judged yet, ") : `${is}, `}${why}`),
    ]),
  ];
  return lines.join("\n");
}
