import type { Bars } from "../bars.ts";
import { type Finding, FINDING_CODES, type FindingCode, type Severity } from "../finding.ts";
import { timesFound } from "./keepFindings.ts";

export type QualityRow = { readonly code: FindingCode; readonly severity: Severity; readonly count: number; readonly first: string; readonly example: string };

/** The report: how often each thing was found, the worst first, how bad the worst of it is, and the first place of that. */
export function qualityReport(findings: readonly Finding[]): readonly QualityRow[] {
  return FINDING_CODES.flatMap((code) => {
    const found = findings.filter((finding) => finding.code === code);
    const severity = SEVERITIES.find((one) => found.some((finding) => finding.severity === one));
    const first = found.find((finding) => finding.severity === severity);
    return first === undefined ? [] : [{ code, severity: first.severity, count: countOf(found), first: first.where.date, example: `expected ${first.expected}, got ${first.got}` }];
  });
}

const SEVERITIES = ["error", "warning", "note"] as const satisfies readonly Severity[];

function countOf(findings: readonly Finding[]): number {
  return findings.reduce((sum, finding) => sum + timesFound(finding), 0);
}

/** The report in one line: 5,105 bars, 3 findings, 0 errors. */
export function qualityScore({ closeTime }: Bars, findings: readonly Finding[]): string {
  const count = (number: number, word: string): string => `${number.toLocaleString("en-US")} ${word}${number === 1 ? "" : "s"}`;
  return [count(closeTime.length, "bar"), count(countOf(findings), "finding"), count(countOf(findings.filter(({ severity }) => severity === "error")), "error")].join(", ");
}

/** What a report over several series cannot see: those that are not there. */
export function survivorshipNote(series: readonly { readonly rows: readonly QualityRow[] }[]): string {
  const known = series.filter(({ rows }) => rows.some(({ code }) => code === "survivor")).length;
  return `Survivorship: ${series.length === 1 ? "this series is" : `these ${series.length} series are`} what somebody asked for${known === 0 ? "" : series.length === 1 ? ", chosen among survivors" : `, ${known} of them chosen among survivors`}. Companies that failed or were bought are missing unless they were asked for too, so what holds here need not hold for the market of then.`;
}
