import type { Series, UtcMillis } from "../../market/units.ts";
import { FactorError } from "../error.ts";
import { momentsOf, symbolsOf } from "./panel.ts";

/** One column of all assets over the same moments: NaN where an asset has no bar or no value. */
export type AlignedColumn = {
  readonly closeTime: Series<UtcMillis>;
  /** In alphabetical order. */
  readonly symbols: readonly string[];
  readonly values: Readonly<Record<string, Float64Array>>;
};

/**
 * One column of a panel over every moment at which some asset has a bar. `read` takes the column from an asset's bars or columns.
 * Nothing is carried over: a stock has NaN on the Saturdays of bitcoin.
 */
export function alignPanel<Asset extends { readonly closeTime: Series<UtcMillis> }>(panel: Readonly<Record<string, Asset>>, read: (asset: Asset) => Float64Array): AlignedColumn {
  const symbols = symbolsOf(panel);
  const closeTime = momentsOf(symbols.map((symbol) => panel[symbol]!.closeTime));
  const values = Object.fromEntries(symbols.map((symbol) => {
    const asset = panel[symbol]!;
    const column = read(asset);
    if (column.length !== asset.closeTime.length) throw new FactorError(`alignPanel: the column of ${symbol} has ${column.length} rows, its times are ${asset.closeTime.length}`);
    const out = new Float64Array(closeTime.length).fill(Number.NaN);
    for (let t = 0, m = 0; t < column.length; t++) {
      while (closeTime[m]! < asset.closeTime[t]!) m++;
      out[m] = column[t]!;
    }
    return [symbol, out] as const;
  }));
  return { closeTime, symbols, values };
}
