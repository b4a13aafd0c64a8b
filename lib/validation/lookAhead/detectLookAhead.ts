import type { Bars } from "../../market/bars.ts";
import { ValidationError } from "../error.ts";
import { formatLeakFinding, type LookAheadFinding } from "./leakFinding.ts";
import { leakFindings, leakReport, panelLeakReport, type LeakOptions, type LeakReport } from "./leakReport.ts";
import type { ColumnMaker, Panel, PanelMaker } from "./panel.ts";

export type LookAheadOptions = Omit<LeakOptions, "declares" | "warmUp">;

/**
 * Columns whose value at some row depends on later bars; at most one finding a column, the one that looks furthest.
 * Truncation test: the rows from a cut on are taken away; what came before must stay. Perturbation test: they are changed instead.
 * A clean answer is evidence, not proof: each test looks at its cuts only. The same key looks at the same cuts.
 */
export function detectLookAhead(makeColumns: ColumnMaker, bars: Bars, options: LookAheadOptions): readonly LookAheadFinding[] {
  return leaksOf(leakReport(makeColumns, bars, { ...options, warmUp: false }));
}

/**
 * The same for a function of several assets; one finding for each column and each asset whose future it sees.
 * Assets are cut at the same moment, so a market that closes later in the day is not known at the earlier close.
 */
export function detectPanelLookAhead(makePanel: PanelMaker, panel: Panel, options: LookAheadOptions): readonly LookAheadFinding[] {
  return leaksOf(panelLeakReport(makePanel, panel, options));
}

function leaksOf(report: LeakReport): readonly LookAheadFinding[] {
  const findings = leakFindings(report);
  const unsteady = findings.find(({ code }) => code === "not repeatable");
  if (unsteady) throw new ValidationError(`detectLookAhead: column ${formatLeakFinding(unsteady)}`);
  return findings.filter((finding) => finding.code === "look-ahead");
}
