import type { RowRange } from "../validation/split.ts";
import { AnalysisError } from "./error.ts";

/** One column an asset by symbol, all over the same closing times, NaN where the asset has no value: the `values` of `alignPanel` in `lib/factors`. */
export type PanelColumn = Readonly<Record<string, Float64Array>>;

/** A column and a label of the same assets, in the same order. */
export type PanelPairs = { readonly x: readonly Float64Array[]; readonly y: readonly Float64Array[]; readonly rows: RowRange; readonly length: number };

/** Values of the assets that have both numbers on a date. */
export type CrossSection = { readonly x: Float64Array; readonly y: Float64Array; readonly assets: Int32Array };

/** Column and label by asset. Panels whose parts do not match are refused. */
export function panelPairs(columns: PanelColumn, labels: PanelColumn, rows?: RowRange): PanelPairs {
  const symbols = Object.keys(columns).sort();
  const stranger = symbols.find((symbol) => labels[symbol] === undefined) ?? Object.keys(labels).find((symbol) => columns[symbol] === undefined);
  if (symbols.length === 0 || stranger !== undefined) throw new AnalysisError(`the panel ${stranger === undefined ? "has no assets" : `has "${stranger}" in only one of column and label`}; give one of each for every asset`);
  const [x, y] = [symbols.map((symbol) => columns[symbol]!), symbols.map((symbol) => labels[symbol]!)];
  const length = x[0]!.length;
  for (const [k, symbol] of symbols.entries()) {
    const other = [x[k]!, y[k]!].find((values) => values.length !== length);
    if (other !== undefined) throw new AnalysisError(`"${symbol}" has ${other.length} rows where "${symbols[0]!}" has ${length}; align the panel first`);
  }
  return { x, y, rows: rows ?? { from: 0, to: length }, length };
}

/** The cross-section of one date. */
export function crossSection({ x, y }: PanelPairs, row: number): CrossSection {
  const assets = Int32Array.from(x.keys()).filter((k) => !Number.isNaN(x[k]![row]! + y[k]![row]!));
  return { assets, x: Float64Array.from(assets, (k) => x[k]![row]!), y: Float64Array.from(assets, (k) => y[k]![row]!) };
}
