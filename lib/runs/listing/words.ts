import { shownLine } from "../../market/connection/shownText.ts";
import type { RunRecord } from "../record/record.ts";

const MOST = 3;

/** What a run was: the command with its notebook, or the notebooks of a walk. */
export function whatText({ command, notebooks }: Pick<RunRecord, "command" | "notebooks">): string {
  const names = notebooks.map(({ notebook }) => notebook);
  const listed = names.length <= MOST ? names.join(", ") : `${names.length} notebooks, ${names[0]} to ${names.at(-1)}`;
  return [command?.name ?? "start", ...(listed === "" ? [] : [listed])].join(" ");
}

/** Who asked for a run, and the job of the queue that it was. */
export function byText({ origin, repeats }: Pick<RunRecord, "origin" | "repeats">): string {
  const asker = origin?.schedule !== undefined ? `schedule ${origin.schedule}` : repeats === undefined ? "you" : `replay of ${repeats}`;
  return origin?.job === undefined ? asker : `${asker}, job ${origin.job}`;
}

/** The status, and how it came to it where that is not in the word. */
export function statusText({ exit, status }: Pick<RunRecord, "exit" | "status">): string {
  const isPlain = exit === undefined || ["done", "error", "stopped"].includes(exit.reason);
  return isPlain ? status : `${status}, ${exit.reason}`;
}

/** Parameters as they are typed, in one line. */
export function parametersText(parameters: RunRecord["parameters"], most = Infinity): string {
  return shownLine(Object.entries(parameters).map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`).join(" "), most);
}

/** 0.35 s, 12.3 s, 4 min 5 s, 2 h 3 min. */
export function secondsText(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 100) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 3600 ? `${Math.floor(whole / 60)} min ${whole % 60} s` : `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** How long a run took, or has taken until now. in: the moment now, UTC milliseconds */
export function durationOf({ ended, started }: Pick<RunRecord, "ended" | "started">, now: number): number {
  return Math.max(0, (ended === undefined ? now : Date.parse(ended)) - Date.parse(started)) / 1000;
}

/** 512 B, 12 kB, 3.4 MB. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [unit, size] = bytes < 1e6 ? ["kB", 1e3] as const : bytes < 1e9 ? ["MB", 1e6] as const : ["GB", 1e9] as const;
  return `${(bytes / size).toFixed(bytes < 1e6 ? 0 : 1)} ${unit}`;
}
