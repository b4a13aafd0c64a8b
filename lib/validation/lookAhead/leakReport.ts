import type { Bars } from "../../market/bars.ts";
import type { RandomKey } from "../../random/index.ts";
import type { RowRange } from "../split.ts";
import { examine } from "./examine.ts";
import { answered, answeredLater, type Refusal, type Step } from "./inquiry.ts";
import type { LeakFinding, LeakTest, LookAheadFinding } from "./leakFinding.ts";
import { panelOf, type ColumnMaker, type Panel, type PanelColumns, type PanelMaker } from "./panel.ts";

export type LeakOptions = {
  readonly key: RandomKey;
  /** Rows that are judged. All, unless something was fitted: then the rows behind the fold it was fitted on. */
  readonly rows?: RowRange;
  /** Random cuts of each test, besides the guided ones and a run of 22 times as many neighbouring ones. */
  readonly cuts?: number;
  /** Difference that counts, as a share of the value or of the column's usual value, whichever is larger. */
  readonly tolerance?: number;
  /** Rows of history a column says it needs; it is a finding if it needs more. */
  readonly declares?: (column: { readonly name: string; readonly symbol: string }) => number | undefined;
  /** Whether the warm-up curve is drawn and all times are moved. No curve is drawn of what was fitted on the rows before `rows`. */
  readonly warmUp?: boolean;
  /** False where a value may be missing because later rows are, as a window without its target: then later rows are only changed. */
  readonly truncate?: boolean;
};

/** What was found of one column. */
export type ColumnReport = {
  readonly column: string;
  readonly symbol: string;
  /** Rows before the first value; undefined where there is none at all. */
  readonly warmUp: number | undefined;
  /** The look ahead that each test saw, if any. */
  readonly seen: Readonly<Partial<Record<LeakTest, LookAheadFinding>>>;
  readonly findings: readonly LeakFinding[];
  /** Largest relative difference from the value with the whole history, for each number of rows of the report. */
  readonly curve: readonly number[];
  /** Rows from which the value no longer depends on where the history begins; undefined if it always does. */
  readonly settles: number | undefined;
};

export type LeakReport = {
  readonly rows: number;
  readonly assets: readonly string[];
  /** How many cuts of each test were tried, those where the function threw left out. */
  readonly cuts: Readonly<Record<LeakTest, number>>;
  /** At how many different moments the future was cut off. */
  readonly places: number;
  readonly curveRows: readonly number[];
  readonly columns: readonly ColumnReport[];
  /** Histories on which the function threw. No leak: it wants more bars, or others. */
  readonly refusals: readonly Refusal[];
};

/** Every test on every column of a function of one asset. */
export function leakReport(makeColumns: ColumnMaker, bars: Bars, options: LeakOptions): LeakReport {
  return answered(examine({ [bars.symbol]: bars }, options), panelOf(makeColumns));
}

/** Every test on every column of a function of a panel, into whose future each of them sees included. */
export function panelLeakReport(makePanel: PanelMaker, panel: Panel, options: LeakOptions): LeakReport {
  return answered(examine(panel, options), makePanel);
}

/** The same for a function that answers later. */
export function leakReportLater(makePanel: (panel: Panel) => PanelColumns | Promise<PanelColumns>, panel: Panel, options: LeakOptions, onStep?: (step: Step) => void): Promise<LeakReport> {
  return answeredLater(examine(panel, options), makePanel, onStep);
}

/** All findings, column by column. */
export function leakFindings({ columns }: LeakReport): readonly LeakFinding[] {
  return columns.flatMap(({ findings }) => findings);
}

/**
 * Probability that a leak of one bar would have been seen if it showed on a share of the rows, spread at random: 1 − (1 − share)^n for n moments cut at.
 * One that comes back at least once in as many rows as there are neighbouring cuts, or at a gap, or at the end, is seen for sure.
 */
export function detectionPower({ places }: Pick<LeakReport, "places">, share: number): number {
  return 1 - (1 - share) ** places;
}
