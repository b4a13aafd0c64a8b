import type { RowRange } from "../validation/split.ts";
import { AnalysisError } from "./error.ts";

/** One column an asset, all over the same closing times; NaN where the asset has no value. */
export type PanelColumn = readonly Float64Array[];

/** Values of the assets that have both numbers on a date. */
export type CrossSection = { readonly x: Float64Array; readonly y: Float64Array; readonly assets: Int32Array };

/** Refuses panels whose parts do not match, and returns the rows to work on. */
export function panelRows(columns: PanelColumn, labels: PanelColumn, rows?: RowRange): RowRange {
  const length = columns[0]?.length ?? 0;
  if (columns.length !== labels.length) throw new AnalysisError(`the panel has ${columns.length} assets in its column and ${labels.length} in its label; give one of each for every asset, in the same order`);
  for (const [k, values] of [...columns, ...labels].entries()) {
    if (values.length !== length) throw new AnalysisError(`asset ${k % columns.length} of the panel has ${values.length} rows where the first has ${length}; align the assets first`);
  }
  return rows ?? { from: 0, to: length };
}

/** The cross-section of one date. */
export function crossSection(columns: PanelColumn, labels: PanelColumn, row: number): CrossSection {
  const assets = Int32Array.from(columns.keys()).filter((k) => !Number.isNaN(columns[k]![row]! + labels[k]![row]!));
  return { assets, x: Float64Array.from(assets, (k) => columns[k]![row]!), y: Float64Array.from(assets, (k) => labels[k]![row]!) };
}
