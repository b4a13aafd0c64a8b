export { ValidationError } from "./error.ts";
export { detectLookAhead, detectPanelLookAhead, type LookAheadOptions } from "./lookAhead/detectLookAhead.ts";
export { formatLeakFinding, formatLookAhead, LEAK_TESTS, type DateBoundFinding, type LeakFinding, type LeakTest, type LookAheadFinding, type UnsettledFinding, type UnsteadyFinding } from "./lookAhead/leakFinding.ts";
export { leakFindings, leakReport, leakReportLater, panelLeakReport, type ColumnReport, type LeakOptions, type LeakReport } from "./lookAhead/leakReport.ts";
export type { ColumnMaker, Panel, PanelColumns, PanelMaker } from "./lookAhead/panel.ts";
export { perturbFuture } from "./lookAhead/perturbFuture.ts";
export { chronologicalSplit, type RowRange, type Split } from "./split.ts";
export { walkForward, type Fold } from "./walkForward.ts";
