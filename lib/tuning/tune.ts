import os from "node:os";
import type { SearchSpace } from "../catalogue/searchSpace.ts";
import { JobError, openJobs, type Jobs } from "../jobs/index.ts";
import { randomKey, split } from "../random/index.ts";
import { toldSchema, type Told, type Trial, type TrialParameters, type TrialResult } from "./defineTrial.ts";
import { TuningError } from "./error.ts";
import { checkSpace } from "./samplers/checkSpace.ts";
import { randomSearch } from "./samplers/randomSearch.ts";
import type { Sampler, Seen } from "./samplers/sampler.ts";
import { tpe } from "./samplers/tpe.ts";
import type { Search } from "./search/search.ts";
import { openSearch } from "./search/searchFolder.ts";
import type { TrialRecord } from "./search/trialRecord.ts";
import { successiveHalving } from "./successiveHalving.ts";

export type TuneOptions<Given> = {
  readonly trial: Trial<Given>;
  /** The file that exports the trial: `new URL("./fitTrial.ts", import.meta.url)`. */
  readonly module: URL;
  /** What all trials share, as JSON. */
  readonly given: Given;
  readonly space: SearchSpace;
  /** Default "tpe". */
  readonly sampler?: "random" | "tpe";
  /** Default "none". */
  readonly pruner?: "none" | "successiveHalving";
  readonly trials: number;
  readonly seed: number;
  /** Where the trials are kept, one file each. */
  readonly folder: string;
  /** Goes on with the search of the folder; more trials than before may be asked for. */
  readonly resume?: boolean;
  /** Trials that may be under way at once; another number is another search. Default 4. */
  readonly parallel?: number;
  /** Worker processes. Changes nothing but the time. Default: one for each core, at most `parallel`. */
  readonly workers?: number;
  /** Megabytes one worker may take. */
  readonly memory?: number;
  readonly inProcess?: boolean;
  /** Runs trials elsewhere. Default: worker processes of this machine. */
  readonly openJobs?: (trial: Trial<Given>, options: { readonly signal: AbortSignal }) => Jobs<TrialParameters<Given>, TrialResult>;
  /** Failed trials from which on the search stops. Default: a third of the trials, at least 3. */
  readonly mostFailures?: number;
  readonly signal?: AbortSignal;
  /** As trials end. */
  readonly onTrial?: (trial: TrialRecord) => void;
  /** As running trials tell of a step. */
  readonly onStep?: (trial: number, step: number, value: number) => void;
};

/**
 * Searches the settings with the smallest value. Every trial is kept in a file when it begins and when it ends, and counts.
 * Rule of knowledge: trial n is drawn and stopped by what trials 0 .. n − parallel came to, and by the settings alone of those between;
 * so neither the number of workers nor which trial ends first changes the search, and a killed search goes on to the same trials.
 */
export async function tune<Given>({ folder, given, inProcess = false, memory, module, mostFailures, onStep, onTrial, openJobs: openElsewhere, parallel = 4, pruner = "none", resume = false, sampler = "tpe", seed, signal, space, trial, trials, workers = os.availableParallelism() }: TuneOptions<Given>): Promise<Search> {
  checkSpace(space);
  for (const [name, value] of Object.entries({ trials, parallel, workers })) {
    if (!Number.isInteger(value) || value < 1) throw new TuningError(`tune: ${name} must be a whole number ≥ 1, got ${value}`);
  }
  signal?.throwIfAborted();
  const kept = openSearch(folder, { trial: trial.name, given, space, sampler, pruner, seed, parallel }, resume);
  const failuresAllowed = mostFailures ?? Math.max(3, Math.floor(trials / 3));
  const stop = new AbortController();
  const records: TrialRecord[] = [];
  const under: Promise<void>[] = [];
  const stopped = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const jobs = openElsewhere?.(trial, { signal: stopped }) ?? openJobs(trial, { module, inProcess, workers: Math.min(workers, parallel), signal: stopped, ...(memory !== undefined && { memory }) });
  const perform = async (begun: Extract<TrialRecord, { state: "running" }>, limits: TrialParameters<Given>["limits"]): Promise<void> => {
    kept.keep(begun);
    const ended = await endOf(begun, jobs, { settings: begun.settings, given, seed, limits }, onStep);
    kept.keep(ended);
    records[begun.number] = ended;
    onTrial?.(ended);
  };
  try {
    const count = Math.max(trials, ...[...kept.kept.keys()].map((number) => number + 1)); // what was tried stays tried
    for (let number = 0; number < count; number++) {
      await Promise.all(under.slice(0, Math.max(0, number - parallel + 1)));
      const known = records.slice(0, Math.max(0, number - parallel + 1));
      refuseFailures(known, failuresAllowed, folder);
      const own = kept.kept.get(number);
      if (own && own.state !== "running") {
        records[number] = own;
        under.push(Promise.resolve());
        continue;
      }
      const seen = records.map((record, k): Seen => (k < known.length ? seenOf(record) : { settings: record.settings, outcome: { state: "pending" } }));
      const settings = SAMPLERS[sampler](space, seen, split(randomKey(seed), `trial ${number}`));
      const begun = { number, settings, seed, state: "running", intermediate: [] } as const;
      records[number] = begun;
      const work = perform(begun, pruner === "none" ? [] : successiveHalving(known.filter(({ state }) => state !== "failed").map(({ intermediate }) => intermediate)));
      work.catch(() => {}); // heard of below, when its turn comes
      under.push(work);
    }
    await Promise.all(under);
  } catch (error) {
    stop.abort(error);
    throw error;
  } finally {
    await jobs.close();
  }
  refuseFailures(records, failuresAllowed, folder);
  return { space, trials: records };
}

const SAMPLERS: Readonly<Record<"random" | "tpe", Sampler>> = { random: randomSearch, tpe: tpe() };

function seenOf(record: TrialRecord): Seen {
  const { settings } = record;
  if (record.state === "complete") return { settings, outcome: { state: "complete", value: record.value } };
  if (record.state === "pruned") return { settings, outcome: { state: "pruned", step: record.intermediate.at(-1)!.step, value: record.value } };
  return { settings, outcome: { state: "failed" } };
}

/** Runs a trial. What the model refuses and the death of its process are its outcome; what is wrong with the search itself is thrown. */
async function endOf<Given>(begun: TrialRecord, jobs: Jobs<TrialParameters<Given>, TrialResult>, parameters: TrialParameters<Given>, onStep: TuneOptions<Given>["onStep"]): Promise<TrialRecord> {
  const { number, seed, settings } = begun;
  const begin = performance.now();
  const intermediate: Told[] = [];
  const onProgress = (progress: unknown): void => {
    const told = toldSchema.parse(progress);
    intermediate.push(told);
    onStep?.(number, told.step, told.value);
  };
  try {
    const { intermediate: all, seconds, state, value } = await jobs.run(parameters, { onProgress });
    return { number, settings, seed, state, value, intermediate: all, seconds };
  } catch (error) {
    if (!(error instanceof JobError) || !(error.fault === "thrown" || error.fault === "died")) throw error;
    return { number, settings, seed, state: "failed", reason: reasonOf(error), intermediate, seconds: (performance.now() - begin) / 1000 };
  }
}

/** What the trial itself said; where its process died, what is known of that. */
function reasonOf({ cause, message }: JobError): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : message;
}

function refuseFailures(known: readonly TrialRecord[], allowed: number, folder: string): void {
  const reasons = known.flatMap((trial) => (trial.state === "failed" ? [`trial ${trial.number}: ${trial.reason}`] : []));
  if (reasons.length <= allowed) return;
  throw new TuningError(`${reasons.length} of ${known.length} trials failed, more than ${allowed}; the search stops. All are kept in ${folder}. The first: ${reasons.slice(0, 3).join("; ")}. Mend the cause or narrow the space, then delete the failed trials' files and go on (resume), or allow more (mostFailures).`);
}
