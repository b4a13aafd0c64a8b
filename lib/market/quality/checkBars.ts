import type { Bars } from "../bars.ts";
import { checkMoves, checkOpens } from "./checks/moves.ts";
import { checkTimes, type TradingCalendar } from "./checks/times.ts";
import { checkValues, checkVolume } from "./checks/values.ts";
import { type Finding, FINDING_CODES, type FindingCode, type Severity } from "../finding.ts";
import type { UtcMillis } from "../units.ts";

export type QualityOptions = {
  /** Days that a daily series must have. */
  readonly calendar?: TradingCalendar;
  /** Robust deviations beyond which a return is an outlier. */
  readonly threshold?: number;
  /** The present moment; a bar that closes after it is unfinished. Not judged when left out. */
  readonly now?: UtcMillis;
};

/** Everything that looks wrong in bars, by row. Clean bars give an empty list; nothing is changed. */
export function checkBars(bars: Bars, { calendar = "nyse", now, threshold = 8 }: QualityOptions = {}): readonly Finding[] {
  const findings = [...checkTimes(bars, { calendar, ...(now === undefined ? {} : { now }) }), ...checkValues(bars), ...checkVolume(bars), ...checkOpens(bars), ...checkMoves(bars, { threshold })];
  return findings.sort((a, b) => a.where.row - b.where.row || FINDING_CODES.indexOf(a.code) - FINDING_CODES.indexOf(b.code));
}

export type QualityRow = { readonly code: FindingCode; readonly severity: Severity; readonly count: number; readonly first: string; readonly example: string };

/** The report: how often each thing was found, the worst first, with the first place of each. */
export function qualityReport(findings: readonly Finding[]): readonly QualityRow[] {
  return FINDING_CODES.flatMap((code) => {
    const found = findings.filter((finding) => finding.code === code);
    const first = found[0];
    return first === undefined ? [] : [{ code, severity: first.severity, count: found.length, first: first.where.date, example: `expected ${first.expected}, got ${first.got}` }];
  });
}
