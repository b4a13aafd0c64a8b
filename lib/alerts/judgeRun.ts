import type { NewAlert } from "./alert.ts";
import type { AlertState } from "./alertState.ts";
import { drift, figure } from "./drift/drift.ts";
import { metricAt } from "./drift/metricAt.ts";
import type { Watch } from "./drift/watch.ts";
import { durationText } from "./duration.ts";
import type { FinishedRun } from "./finishedRun.ts";

const MOST_VALUES = 500;
const WORDS: Readonly<Record<FinishedRun["outcome"], string>> = { done: "is done", failed: "failed", "timed-out": "took too long and was ended", "cut-off": "was cut off", stopped: "was stopped" };

/** What was said of a metric of a run: for the run's record. */
export type MetricSaid = { readonly metric: string; readonly value: number | null; readonly is: "N/A" | "usual" | "drift"; readonly why: string };

/** The alerts that a finished run gives rise to. Remembers in the state that it failed, and what its metrics were. */
export function judgeRun(state: AlertState, run: FinishedRun, watches: readonly Watch[]): { readonly alerts: readonly NewAlert[]; readonly metrics: readonly MetricSaid[] } {
  if (run.outcome === "stopped") return { alerts: [], metrics: [] };
  const { details, ended, outcome, reason, schedule, started } = run;
  const facts = { run: run.run, outcome, started: new Date(started).toISOString(), took: durationText(ended - started), ...details };
  const before = state.failing[schedule];
  if (outcome !== "done") {
    state.failing[schedule] = { since: before?.since ?? ended, runs: (before?.runs ?? 0) + 1 };
    const times = before === undefined ? "" : `, ${before.runs + 1} times in a row`;
    return { metrics: [], alerts: [{ kind: "failed-run", schedule, at: ended, title: `${schedule} ${WORDS[outcome]}${times}`, text: `The run ${run.run} of ${schedule} ${WORDS[outcome]} after ${durationText(ended - started)}${reason === undefined ? "." : `: ${reason}`}`, details: facts }] };
  }
  const alerts: NewAlert[] = [];
  if (before !== undefined) {
    delete state.failing[schedule];
    alerts.push({ kind: "recovered", schedule, at: ended, title: `${schedule} works again`, text: `The run ${run.run} of ${schedule} is done, after ${before.runs} failed run${before.runs === 1 ? "" : "s"} since ${new Date(before.since).toISOString()}.`, details: facts });
  }
  const metrics = watches.map((watch) => judgeMetric(state, run, watch));
  for (const { is, metric, value, why } of metrics) {
    if (is === "drift") alerts.push({ kind: "drift", schedule, at: ended, title: `${schedule}: ${metric} is ${figure(value!)}, unlike before`, text: `${metric} of the run ${run.run} is ${figure(value!)}: ${why}.`, details: { ...facts, metric, value } });
  }
  return { alerts, metrics };
}

/** Compares a metric with its history, then adds it: what stays otherwise becomes the usual. */
function judgeMetric(state: AlertState, { recorded, run, schedule }: FinishedRun, watch: Watch): MetricSaid {
  const { metric } = watch;
  const { reason, value } = metricAt(recorded, metric);
  if (value === undefined) return { metric, value: null, is: "N/A", why: reason };
  const values = ((state.metrics[schedule] ??= {})[metric] ??= []).filter((one) => one.run !== run);
  const said = drift(values.map((one) => one.value), value, watch);
  state.metrics[schedule][metric] = [...values, { run, value }].slice(-MOST_VALUES);
  return { metric, value, is: said.is, why: said.is === "N/A" ? said.reason : said.why };
}
