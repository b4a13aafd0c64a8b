import { isComplete, type BackfillOutcome, type RecordsReport } from "../../lib/market/backfill/index.ts";
import type { Refused } from "../../lib/market/backfill/backfill.ts";
import type { Stretch } from "../../lib/market/backfill/stretches.ts";

const moment = (time: number): string => new Date(time).toISOString();
const span = ({ from, to }: Stretch): object => ({ from: moment(from), to: moment(to) });
const refusal = ({ message, reason, retryAt, source }: Omit<Refused, "stretch">): object => ({ source, reason, message, ...(retryAt !== undefined && { retryAt: moment(retryAt) }) });

/** What became of each symbol, for a program: what came from where, what is missing, who refused and why. Times are ISO; a stretch begins after its `from` and ends with its `to`. */
export function outcomesJson(outcomes: readonly BackfillOutcome[]): object {
  return { complete: outcomes.every(isComplete), symbols: outcomes.map(outcomeJson) };
}

function outcomeJson(outcome: BackfillOutcome): object {
  const { symbol } = outcome;
  if ("error" in outcome) return { symbol, complete: false, sources: [], missing: [], refused: [refusal({ source: "", ...outcome.error, message: outcome.error.message })], findings: [] };
  const { answerFindings, findings, interval, left, parts, refused } = outcome.report;
  const sources = parts.map(({ added, changed, pages, source }) => ({ source, pages, added, changed }));
  return { symbol, interval, complete: isComplete(outcome), sources, missing: left.map(span), refused: refused.map((one) => ({ ...refusal(one), ...span(one.stretch) })), findings: [...findings, ...answerFindings] };
}

/** What became of each query for a kind other than bars. */
export function recordsJson(kind: string, reports: readonly RecordsReport[]): object {
  return {
    kind, complete: reports.every(({ source }) => source !== undefined),
    queries: reports.map(({ added, answerFindings, changed, items, query, refused, source }) => ({ query, source: source ?? null, items, added, changed, refused: refused.map(refusal), findings: answerFindings })),
  };
}
