import type { SearchSpace } from "../../catalogue/searchSpace.ts";
import { TuningError } from "../error.ts";
import type { TrialRecord } from "./trialRecord.ts";

/** A search that has ended, or stopped: all of its trials, in their order. */
export type Search = { readonly space: SearchSpace; readonly trials: readonly TrialRecord[] };

export type CompleteTrial = Extract<TrialRecord, { state: "complete" }>;

/** How many trials there were, by their end. Whoever judges the best one must count them all: the best of many is good by chance (deflated Sharpe). */
export type TrialCounts = { readonly all: number; readonly complete: number; readonly pruned: number; readonly failed: number };

export function trialCounts({ trials }: Pick<Search, "trials">): TrialCounts {
  const of = (state: TrialRecord["state"]) => trials.filter((trial) => trial.state === state).length;
  return { all: trials.length, complete: of("complete"), pruned: of("pruned"), failed: of("failed") };
}

/** The complete trials in their order. */
export function completeTrials({ trials }: Pick<Search, "trials">): readonly CompleteTrial[] {
  return trials.filter((trial) => trial.state === "complete");
}

/** The complete trial with the smallest value, the earliest of equals. */
export function bestTrial(search: Pick<Search, "trials">): CompleteTrial {
  const complete = completeTrials(search);
  const [first] = complete;
  if (first === undefined) {
    const failed = search.trials.find((trial) => trial.state === "failed");
    throw new TuningError(`none of ${search.trials.length} trials is complete; ${failed ? `the first failed: ${failed.reason} trialTable has the others` : "go on with the search"}`);
  }
  return complete.reduce((best, trial) => (trial.value < best.value ? trial : best), first);
}

/** One row a trial: number, state, value, seconds, how many values it told on its way (`told`), then the settings; why it failed. */
export type TrialRow = Readonly<Record<string, string | number>>;

/** The trials as a table, the best first, pruned and failed ones behind. */
export function trialTable({ trials }: Pick<Search, "trials">): readonly TrialRow[] {
  const rank = { complete: 0, pruned: 1, running: 2, failed: 3 };
  const worth = (trial: TrialRecord): number => ("value" in trial ? trial.value : 0);
  return [...trials].sort((a, b) => rank[a.state] - rank[b.state] || worth(a) - worth(b) || a.number - b.number).map((trial) => ({
    trial: trial.number,
    state: trial.state,
    value: "value" in trial ? trial.value : Number.NaN,
    seconds: "seconds" in trial ? trial.seconds : Number.NaN,
    told: trial.intermediate.length,
    ...Object.fromEntries(Object.entries(trial.settings).map(([name, value]) => [name, typeof value === "number" ? value : typeof value === "string" ? value : JSON.stringify(value)])),
    ...(trial.state === "failed" && { reason: trial.reason }),
  }));
}

/** How the search came on: each complete trial's value and the best so far. */
export function optimizationHistory(search: Pick<Search, "trials">): readonly { readonly trial: number; readonly value: number; readonly best: number }[] {
  let best = Infinity;
  return completeTrials(search).map(({ number, value }) => ({ trial: number, value, best: (best = Math.min(best, value)) }));
}
