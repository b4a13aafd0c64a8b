import { columnsOf } from "../../factors/columns.ts";
import { formatBarTime } from "../../market/barTime.ts";
import type { Bars } from "../../market/bars.ts";
import { detectLookAhead, type LookAheadOptions } from "./detectLookAhead.ts";
import type { LookAheadFinding } from "./leakFinding.ts";

/** A target that says how many bars it looks ahead. */
export type Declared = { readonly name?: string; readonly horizon: number; readonly values: Float64Array };
export type LabelMaker = (bars: Bars) => Declared;

/** A label that looks further ahead than it declares, or less far, or has a value before that can be known. */
export type HorizonFinding = {
  readonly code: "horizon too short" | "horizon too long" | "known too early";
  readonly column: string;
  readonly where: { readonly row: number; readonly date: string };
  readonly declared: number;
  /** How far it looks at its furthest. */
  readonly barsAhead: number;
};

/**
 * A label may look ahead, but exactly as far as it declares: splits leave out that many rows between their parts.
 * With a declared horizon too short its labels reach into the next part; too long, rows are thrown away; and the last rows have no value, since nobody knows it yet.
 */
export function detectLabelLeak(makeLabel: LabelMaker, bars: Bars, options: LookAheadOptions): readonly HorizonFinding[] {
  const label = makeLabel(bars);
  const name = label.name ?? "label";
  const [seen] = detectLookAhead((given) => columnsOf(given.closeTime, { [name]: makeLabel(given).values }), bars, options);
  return judgeHorizon(name, label, bars, seen);
}

/** What a label's declared horizon is worth, beside how far it was seen to look. */
export function judgeHorizon(column: string, { horizon, values }: Declared, { closeTime }: Bars, seen: LookAheadFinding | undefined): readonly HorizonFinding[] {
  const at = (row: number) => ({ row, date: formatBarTime(closeTime[row]!) });
  const barsAhead = seen?.barsAhead ?? 0;
  const common = { column, declared: horizon, barsAhead };
  const early = values.findIndex((value, row) => row + horizon >= values.length && !Number.isNaN(value));
  return [
    ...(barsAhead > horizon ? [{ code: "horizon too short" as const, ...common, where: seen!.where }] : []),
    ...(barsAhead < horizon ? [{ code: "horizon too long" as const, ...common, where: seen?.where ?? at(0) }] : []),
    ...(early >= 0 ? [{ code: "known too early" as const, ...common, where: at(early) }] : []),
  ];
}

/** One sentence about a horizon. */
export function formatHorizon({ barsAhead, code, column, declared, where }: HorizonFinding): string {
  const label = `label "${column}" declares a horizon of ${declared} ${declared === 1 ? "bar" : "bars"}`;
  const place = `row ${where.row} (${where.date})`;
  switch (code) {
    case "horizon too short":
      return `${label} and looks ${barsAhead} ahead at ${place}. Splits would leave out too few rows.`;
    case "horizon too long":
      return `${label} and was seen to look only ${barsAhead} ahead. Rows would be left out for nothing.`;
    case "known too early":
      return `${label} and has a value at ${place}, before the bar it needs. The last ${declared} rows are not known: NaN.`;
  }
}
