import { formatStretch, isComplete, type BackfillOutcome, type RecordsReport } from "../../lib/market/backfill/index.ts";
import { formatFinding } from "../../lib/market/finding.ts";
import type { Reason } from "../../lib/market/error.ts";
import { alignedTable } from "../../lib/runs/index.ts";
import { counted } from "./fetchProgress.ts";

/** A table of more symbols names those alone that need a look. */
const MOST_ROWS = 40;
/** The same failure of more symbols names so many. */
const MOST_NAMES = 8;

/** What became of each symbol, each failure once, and a sentence about all. */
export function outcomesText(outcomes: readonly BackfillOutcome[]): string {
  const shown = outcomes.length > MOST_ROWS ? outcomes.filter(needsLook) : outcomes;
  const missing = shown.some((outcome) => !isComplete(outcome));
  const columns = ["symbol", "source", "added", "changed", "findings", ...(missing ? ["missing"] : [])];
  const table = shown.length === 0 ? [] : alignedTable(columns, shown.flatMap(outcomeRows).map((row) => row.slice(0, columns.length)));
  const left = outcomes.length - shown.length;
  return [...table, ...(left > 0 ? [`  ${shown.length > 0 ? "and " : ""}${counted(left)} symbols without anything to tell`] : []), ...failureLines(outcomes.flatMap(failures)), ...outcomes.flatMap(findingLines), "", totals(outcomes)].join("\n");
}

function needsLook(outcome: BackfillOutcome): boolean {
  if (!("report" in outcome) || !isComplete(outcome)) return true;
  const { answerFindings, findings, parts } = outcome.report;
  return answerFindings.length + findings.length > 0 || parts.some(({ changed }) => changed > 0);
}

function outcomeRows(outcome: BackfillOutcome): string[][] {
  if ("error" in outcome) return [[outcome.symbol, "none", "0", "0", "0", "all"]];
  const { answerFindings, asked, findings, interval, left, parts, symbol } = outcome.report;
  const found = String(answerFindings.length + findings.filter(isNews).length);
  const missing = left.map((stretch) => formatStretch(stretch, interval)).join(", ");
  if (parts.length === 0) return [[symbol, asked.length === 0 ? "known already" : "none", "0", "0", found, missing]];
  return parts.map(({ added, changed, source }, k) => [symbol, source, String(added), String(changed), k === 0 ? found : "", k === 0 ? missing : ""]);
}

/** What is missing stands in the table. */
const isNews = ({ code }: { readonly code: string }): boolean => code !== "not answered for";

type Failure = { readonly about: string; readonly kind: string; readonly message: string };

function failures(outcome: BackfillOutcome): readonly Failure[] {
  const { symbol } = outcome;
  return "error" in outcome ? [failureOf(symbol, { source: "", reason: outcome.error.reason, message: outcome.error.message })] : outcome.report.refused.map((refused) => failureOf(symbol, refused));
}

/** What a source says of a symbol is the same where the words are; of its own troubles, the words may count the attempts. */
function failureOf(about: string, { message, reason, source }: { readonly source: string; readonly reason: Reason; readonly message: string }): Failure {
  const isOfSymbol = reason === "symbol" || reason === "plan" || reason === "misuse";
  return { about, message, kind: `${source} ${reason} ${isOfSymbol ? message.replaceAll(about, "") : ""}` };
}

/** One line for each kind of failure: the first in full, with the names of those it is the same for. */
function failureLines(all: readonly Failure[]): readonly string[] {
  const kinds = new Map<string, Failure[]>();
  for (const failure of all) kinds.set(failure.kind, [...(kinds.get(failure.kind) ?? []), failure]);
  return [...kinds.values()].map(([first, ...others]) => {
    const names = [...new Set(others.map(({ about }) => about))].filter((about) => about !== first!.about);
    const more = names.length > MOST_NAMES ? `, and ${names.length - MOST_NAMES} more` : "";
    return `${first!.about}: ${first!.message}${names.length === 0 ? "" : ` The same for ${names.slice(0, MOST_NAMES).join(", ")}${more}.`}`;
  });
}

function findingLines(outcome: BackfillOutcome): readonly string[] {
  if ("error" in outcome) return [];
  const { answerFindings, findings, symbol } = outcome.report;
  return [...findings.filter(isNews).map(formatFinding), ...answerFindings.map((finding) => `${symbol}: ${formatFinding(finding)}`)];
}

function totals(outcomes: readonly BackfillOutcome[]): string {
  const parts = outcomes.flatMap((outcome) => ("report" in outcome ? outcome.report.parts : []));
  const [added, changed] = [parts.reduce((sum, part) => sum + part.added, 0), parts.reduce((sum, part) => sum + part.changed, 0)];
  const bars = `${counted(added)} bars added, ${counted(changed)} changed`;
  const failed = outcomes.filter((outcome) => !isComplete(outcome));
  const isEnded = outcomes.some((outcome) => "report" in outcome && outcome.report.beyond.length > 0);
  if (failed.length === 0) return `${outcomes.length === 1 ? "The symbol is" : `All ${counted(outcomes.length)} symbols are`} complete${isEnded ? ", as far as there are bars" : ""}: ${bars}.`;
  const names = failed.slice(0, MOST_NAMES).map(({ symbol }) => symbol).join(", ");
  const more = failed.length > MOST_NAMES ? `, and ${counted(failed.length - MOST_NAMES)} more` : "";
  return `${outcomes.length === 1 ? "The symbol is" : `${counted(failed.length)} of ${counted(outcomes.length)} symbols are`} not complete: ${names}${more}. ${bars}. ${failed.every(isForGood) ? "No source that was asked has the rest." : "The same command asks for the rest."}`;
}

/** Whether to ask again would bring nothing. */
function isForGood(outcome: BackfillOutcome): boolean {
  if ("error" in outcome) return LASTING.has(outcome.error.reason);
  const { findings, refused } = outcome.report;
  return refused.every(({ reason }) => LASTING.has(reason)) && (refused.length > 0 || findings.some(({ code }) => code === "no more there"));
}

const LASTING: ReadonlySet<Reason> = new Set<Reason>(["symbol", "plan", "misuse"]);

/** What became of each query for a kind other than bars. */
export function recordsText(kind: string, reports: readonly RecordsReport[]): string {
  const rows = reports.map(({ added, answerFindings, changed, items, query, source }) => [query, source ?? "none", String(items), String(added), String(changed), String(answerFindings.length)]);
  const refused = reports.flatMap((report) => report.refused.map((one) => failureOf(report.query, one)));
  const findings = reports.flatMap(({ answerFindings, query }) => answerFindings.map((finding) => `${query}: ${formatFinding(finding)}`));
  return [...alignedTable([kind, "source", "items", "added", "changed", "findings"], rows), ...failureLines(refused), ...findings].join("\n");
}
