import { oneLine, shownText } from "../../lib/market/connection/shownText.ts";
import type { JobView } from "../../lib/queue/index.ts";
import { alignedTable } from "../../lib/runs/index.ts";

const LONGEST = 100;

/** Jobs as a table, and who listens. in: the moment now, UTC milliseconds */
export function jobsTable(views: readonly JobView[], workers: Readonly<Record<"gpu" | "cpu", number>>, now: number): readonly string[] {
  const rows = views.map((view) => [view.id, view.kind, view.needs, view.state, String(view.priority), `${view.attempts}/${view.tries}`, since(view.submitted, now), remark(view)].map((text) => oneLine(text, LONGEST)));
  const listening = `Workers listening: ${workers.cpu} for the processor, ${workers.gpu} for a GPU`;
  const stuck = (["cpu", "gpu"] as const).filter((needs) => workers[needs] === 0 && views.some((view) => view.needs === needs && (view.state === "waiting" || view.state === "delayed")));
  const advice = stuck.map((needs) => `Jobs for ${needs === "gpu" ? "a GPU wait, and no worker has one: npx marketbook worker --gpu" : "the processor wait, and there is no worker: npx marketbook worker"}`);
  return [...(rows.length === 0 ? ["No jobs."] : alignedTable(["id", "kind", "needs", "state", "priority", "tries", "age", "what"], rows)), "", listening, ...advice];
}

/** All that is known of a job, a line each. */
export function jobLines(view: JobView): readonly string[] {
  const time = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());
  const files = (list: JobView["inputs"] | undefined) => list?.map(({ bytes, digest, name }) => `${name} (${bytes} bytes, ${digest.slice(0, 12)})`).join(", ");
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["job", view.id], ["kind", view.kind], ["state", view.state], ["needs", view.needs], ["priority", String(view.priority)], ["tries", `${view.attempts} of ${view.tries}`],
    ["submitted", time(view.submitted)], ["started", time(view.started)], ["ended", time(view.ended)], ["worker", view.worker],
    ["parameters", JSON.stringify(view.parameters)], ["inputs", files(view.inputs)], ["progress", view.progress === undefined ? undefined : progressText(view.progress)],
    ["value", view.value === undefined ? undefined : JSON.stringify(view.value)], ["outputs", files(view.outputs)], ["failure", view.failure && `${view.failure.fault}: ${view.failure.message}`],
  ];
  return facts.flatMap(([name, value]) => (value ? [`${name.padEnd(10)}  ${shownText(value)}`] : []));
}

/** A report of a job: epochs, cells, or whatever it is, on one line. */
export function progressText(progress: unknown): string {
  const fields = typeof progress === "object" && progress !== null ? Object.entries(progress) : [["progress", progress] as const];
  const text = new Map(fields.map(([name, value]) => [name, typeof value === "number" && !Number.isInteger(value) ? value.toPrecision(4) : typeof value === "string" ? value : JSON.stringify(value)]));
  const parts: string[] = [];
  for (const [one, all] of [["epoch", "epochs"], ["step", "steps"], ["cell", "cells"], ["trial", "trials"]] as const) {
    if (text.has(one) && text.has(all)) parts.push(`${one} ${text.get(one)} of ${text.get(all)}`);
    if (text.has(all)) text.delete(one);
    text.delete(all);
  }
  return oneLine([...parts, ...[...text].map(([name, value]) => `${name} ${value}`)].join(", "), LONGEST);
}

function remark({ failure, progress, state }: JobView): string {
  if (failure && state !== "running") return failure.message;
  return progress === undefined || state === "done" ? "" : progressText(progress);
}

function since(at: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  const [amount, unit] = seconds < 120 ? [seconds, "s"] : seconds < 7200 ? [seconds / 60, "min"] : seconds < 172_800 ? [seconds / 3600, "h"] : [seconds / 86_400, "d"];
  return `${Math.round(amount)} ${unit}`;
}
