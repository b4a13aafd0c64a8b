import type { Bars } from "../bars.ts";
import { type Finding, FINDING_CODES, type FindingCode, type Severity } from "../finding.ts";

export type QualityRow = { readonly code: FindingCode; readonly severity: Severity; readonly count: number; readonly first: string; readonly example: string };

/** The report: how often each thing was found, the worst first, with the first place of each. */
export function qualityReport(findings: readonly Finding[]): readonly QualityRow[] {
  return FINDING_CODES.flatMap((code) => {
    const found = findings.filter((finding) => finding.code === code);
    const first = found[0];
    return first === undefined ? [] : [{ code, severity: first.severity, count: found.length, first: first.where.date, example: `expected ${first.expected}, got ${first.got}` }];
  });
}

/** The report in one line: 5,105 bars, 3 findings, 0 errors. */
export function qualityScore({ closeTime }: Bars, findings: readonly Finding[]): string {
  const count = (number: number, word: string): string => `${number.toLocaleString("en-US")} ${word}${number === 1 ? "" : "s"}`;
  return [count(closeTime.length, "bar"), count(findings.length, "finding"), count(findings.filter(({ severity }) => severity === "error").length, "error")].join(", ");
}

/** What a report over several series cannot see: those that are not there. */
export function survivorshipNote(series: readonly { readonly rows: readonly QualityRow[] }[]): string {
  const known = series.filter(({ rows }) => rows.some(({ code }) => code === "survivor")).length;
  return `Survivorship: ${series.length === 1 ? "this series is" : `these ${series.length} series are`} what somebody asked for${known === 0 ? "" : `, ${known} of them chosen among survivors`}. Companies that failed or were bought are missing unless they were asked for too, so what holds here need not hold for the market of then.`;
}
