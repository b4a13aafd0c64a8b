import { type Columns, columnsOf } from "../../factors/columns.ts";
import type { Series, UtcMillis } from "../../market/units.ts";
import { type AssetReturns } from "../assetReturns.ts";
import { panelReturns } from "../panelReturns.ts";
import { type AllocationOptions, allocateThroughTime, type Allocator } from "./allocateThroughTime.ts";

/**
 * Weights of an allocation over time as one column "weight" an asset, over the asset's own bars: what the look-ahead detector examines. NaN where not every asset closed.
 * `allocatorOf` is given all the returns, so that an allocator that wrongly uses them can be examined too. in: bars by asset
 */
export function allocationColumns(panel: Readonly<Record<string, { readonly closeTime: Series<UtcMillis>; readonly close: Float64Array }>>, allocatorOf: (all: AssetReturns) => Allocator, options: Omit<AllocationOptions, "closeTime"> = {}): Readonly<Record<string, Columns>> {
  const { closeTime: moments, returns } = panelReturns(Object.fromEntries(Object.entries(panel).map(([symbol, { close, closeTime }]) => [symbol, { closeTime, price: close }])));
  const { weights } = allocateThroughTime(returns, allocatorOf(returns), { ...options, closeTime: moments });
  const rowOf = new Map(Array.from(moments, (time, row) => [time, row]));
  return Object.fromEntries(Object.entries(panel).map(([symbol, { closeTime }]) => {
    const weight = Float64Array.from(closeTime, (time) => weights[symbol]![rowOf.get(time) ?? -1] ?? Number.NaN);
    return [symbol, columnsOf(closeTime, { weight })];
  }));
}
