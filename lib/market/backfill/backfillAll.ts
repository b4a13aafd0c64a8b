import { MarketError } from "../error.ts";
import { backfill, type BackfillReport, type BackfillRequest } from "./backfill.ts";
import { openSources } from "./openedSource.ts";
import { wantedStretch } from "./plan.ts";

export type BackfillAllRequest = Omit<BackfillRequest, "symbol"> & {
  readonly symbols: readonly string[];
  /** So many symbols at once; each source's own limits hold whatever it is. */
  readonly concurrency?: number;
  readonly onDone?: (outcome: BackfillOutcome) => void;
  /** From 0 to 1, for the order after another process was met. */
  readonly random?: () => number;
};

/** What became of one symbol: its report, or the reason why there is none. */
export type BackfillOutcome = { readonly symbol: string; readonly report: BackfillReport } | { readonly symbol: string; readonly error: MarketError };

/**
 * Back-fills many symbols, a few at once. What fails for one symbol is told in its outcome and does not stop the others;
 * a stop, and a store that cannot be written, end all. Outcomes come in the order of the symbols.
 * Where another process fetches the same, its bars are there already when ours come: from then on symbols are drawn, so that the two do not ask for each at the same time.
 */
export async function backfillAll({ concurrency = 4, onDone, random = Math.random, symbols, ...request }: BackfillAllRequest): Promise<readonly BackfillOutcome[]> {
  const { interval, now = Date.now, signal } = request;
  wantedStretch({ from: request.from, to: request.to, interval, now: now() });
  const names = request.sources.filter((source) => typeof source === "string");
  const sources = names.length === 0 ? request.sources.filter((source) => typeof source !== "string") : openSources(names, { now, ...(signal && { signal }) });
  const outcomes: BackfillOutcome[] = [];
  const rest = [...symbols.keys()];
  let hasMet = false;
  const work = async (): Promise<void> => {
    for (let [k] = rest.splice(0, 1); k !== undefined; [k] = rest.splice(hasMet ? Math.floor(random() * rest.length) : 0, 1)) {
      const outcome = await outcomeOf({ ...request, sources, symbol: symbols[k]! });
      outcomes[k] = outcome;
      hasMet ||= wasThere(outcome);
      onDone?.(outcome);
    }
  };
  const works = Array.from({ length: Math.max(1, Math.min(concurrency, symbols.length)) }, work);
  try {
    await Promise.all(works);
  } catch (error) {
    // Pages that have arrived are saved before the caller hears of the stop and closes the store.
    if (signal?.aborted) await Promise.allSettled(works);
    throw error;
  }
  return outcomes;
}

/** Whether all bars that came were there already. Bars that were asked again because they had not settled are there too; then the order alone is another. */
function wasThere(outcome: BackfillOutcome): boolean {
  return "report" in outcome && outcome.report.parts.some(({ rows }) => rows > 0) && outcome.report.parts.every(({ added, changed }) => added + changed === 0);
}

async function outcomeOf(request: BackfillRequest): Promise<BackfillOutcome> {
  const { symbol } = request;
  try {
    return { symbol, report: await backfill(request) };
  } catch (error) {
    if (request.signal?.aborted) throw request.signal.reason;
    if (!(error instanceof MarketError) || error.reason === "store" || error.reason === "stopped") throw error;
    return { symbol, error };
  }
}

/** Whether all that was asked of a symbol is in the store. */
export function isComplete(outcome: BackfillOutcome): boolean {
  return "report" in outcome && outcome.report.left.length === 0;
}
