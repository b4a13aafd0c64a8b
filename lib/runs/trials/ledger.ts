import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { CountedTrials } from "../../statistics/index.ts";
import { trialsFolder } from "./keepLedger.ts";
import { appendLine, readLines } from "./ledgerFiles.ts";
import { trialKey, variantOf, type Trial, type TrialLine } from "./trial.ts";
import { countsFor, type TrialData } from "./trialData.ts";

export type LedgerOptions = {
  /** The notebook or command that tries, "14-backtest". */
  readonly by: string;
  /** Folder of the run in which it happens. Default: that of MARKETBOOK_RUN, or none. */
  readonly runFolder?: string | undefined;
};

/** Counts a trial. As `countTrials` of one. */
export function countTrial(data: TrialData, trial: Trial, options: LedgerOptions): void {
  countTrials(data, [trial], options);
}

/**
 * Writes trials that were made on the same rows into the ledger `artifacts/trials/<interval>.jsonl`, one line for all of them, and into that of the run.
 * A trial that is there already is not written again.
 */
export function countTrials(data: TrialData, trials: readonly Trial[], { by, runFolder = process.env.MARKETBOOK_RUN }: LedgerOptions): void {
  const write = (file: string) => {
    const known = new Set(readLines(file).flatMap((line) => line.trials.map((trial) => trialKey(trial, line.data))));
    const fresh = trials.filter((trial) => !known.has(trialKey(trial, data)) && known.add(trialKey(trial, data)));
    if (fresh.length > 0) appendLine(file, { by, data, trials: fresh });
  };
  write(path.join(trialsFolder(runFolder), `${data.interval}.jsonl`));
  if (runFolder) write(path.join(runFolder, "trials", "own", `${by}.jsonl`));
}

/**
 * How many variants were tried on a series, and the sample variance of their annualised Sharpe ratios; 0 for fewer than two.
 * All trials count whose tested rows overlap in time with these, of the same series (`countsFor`): the best of them is a choice from them all, whatever part of the rows each saw.
 * A variant is a strategy with its parameters and costs. Repeated on the same or on more rows it counts once; as often as it came out differently on the same rows, since then its code was another.
 * Inside a run: what was known at its start, and what it tried itself up to this notebook, so that a repetition counts the same.
 */
export function trialsOf(data: TrialData, { by, runFolder = process.env.MARKETBOOK_RUN }: LedgerOptions): CountedTrials {
  const variants = new Map<string, Map<string, Map<string, number | null>>>();
  for (const { data: other, trials } of linesFor(data, by, runFolder)) {
    if (!countsFor(other, data)) continue;
    const closes = other.assets.map((asset) => asset.closes).join(" ");
    for (const trial of trials) {
      const rows = variants.get(variantOf(trial)) ?? new Map<string, Map<string, number | null>>();
      const outcomes = rows.get(closes) ?? new Map<string, number | null>();
      outcomes.set(trialKey(trial, other), trial.sharpe === null ? null : trial.sharpe * Math.sqrt(other.periodsPerYear));
      variants.set(variantOf(trial), rows.set(closes, outcomes));
    }
  }
  const counted = [...variants.values()].flatMap((rows) => [...mostOutcomes(rows).values()]);
  return { count: Math.max(1, counted.length), varianceOfSharpes: variance(counted.filter((sharpe) => sharpe !== null)) };
}

function linesFor({ interval }: TrialData, by: string, runFolder: string | undefined): readonly TrialLine[] {
  const kept = runFolder === undefined ? "" : path.join(runFolder, "trials");
  if (!runFolder || !existsSync(path.join(kept, "before"))) return readLines(path.join(trialsFolder(runFolder), `${interval}.jsonl`));
  const own = path.join(kept, "own");
  const names = existsSync(own) ? readdirSync(own).filter((name) => name.endsWith(".jsonl") && path.basename(name, ".jsonl") <= by).sort() : [];
  return [...readLines(path.join(kept, "before", `${interval}.jsonl`)), ...names.flatMap((name) => readLines(path.join(own, name)))];
}

/** The rows on which a variant came out in the most ways; of equals those counted last. */
function mostOutcomes(rows: ReadonlyMap<string, ReadonlyMap<string, number | null>>): ReadonlyMap<string, number | null> {
  return [...rows.values()].reduce((most, outcomes) => (outcomes.size >= most.size ? outcomes : most));
}

function variance(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
