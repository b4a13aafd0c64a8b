import { durationText } from "../../lib/alerts/index.ts";
import { alignedTable } from "../../lib/runs/alignedTable.ts";
import { localTime, nextRuns, type Planned, type Schedule, utcTime, workWords } from "../../lib/schedules/index.ts";
import { asTheyStand, type Seen } from "./statusText.ts";

/** The table of the next times of a schedule. */
export function nextText(schedule: Schedule, planned: readonly Planned[]): string {
  const { enabled, jitter, name, zone } = schedule;
  const title = `${name}${enabled ? "" : " (not enabled)"}: marketbook ${workWords(schedule.run, "<folder>").join(" ")}`;
  if (planned.length === 0) return `${title}\n  no time comes within eleven years`;
  const rows = planned.map(({ reason, start, time }, k) => [String(k + 1), localTime(start, zone), `${utcTime(start)} UTC`, start === time ? reason : `${reason}; ${durationText(start - time)} of jitter`]);
  return `${title}${jitter === 0 ? "" : `, up to ${durationText(jitter)} later by jitter`}\n${alignedTable(["", zone, "UTC", "reason"], rows).join("\n")}`;
}

/** One line a schedule: when it comes next and how it went last. */
export function listText(schedules: readonly Seen[], now: number): string {
  const rows = schedules.map((seen) => {
    const { about = "", enabled, name, zone } = seen.schedule;
    const [next] = nextRuns(seen.schedule, now, 1);
    const [last] = asTheyStand(seen);
    return [name, !enabled ? "not enabled" : next === undefined ? "never" : localTime(next.start, zone), last === undefined ? "no run yet" : `${last.status}, ${utcTime(Date.parse(last.started))} UTC`, about];
  });
  return alignedTable(["schedule", "next", "last", "about"], rows).join("\n");
}
