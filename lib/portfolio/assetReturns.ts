import type { RowRange } from "../validation/split.ts";
import { PortfolioError } from "./error.ts";

/** Simple returns by asset, all over the same rows; row t is the move from close t−1 to close t, 0.01 is 1 %. */
export type AssetReturns = Readonly<Record<string, ArrayLike<number>>>;

/** Options of what is fitted on returns. */
export type FittedRows = {
  /** Rows it may see. Default: all that are given. */
  readonly rows?: RowRange;
};

/** Rows of returns by asset, checked: the same length, no number missing, at least `least` rows. out: names, and values [assets][rows] */
export function checkedReturns(where: string, returns: AssetReturns, { least = 2, rows }: FittedRows & { readonly least?: number } = {}): { readonly names: readonly string[]; readonly values: readonly Float64Array[] } {
  const names = Object.keys(returns);
  const length = returns[names[0] ?? ""]?.length;
  if (length === undefined) throw new PortfolioError(`${where}: there is no asset; give the returns of at least one`);
  const { from, to } = rows ?? { from: 0, to: length };
  if (!(from >= 0 && from < to && to <= length)) throw new PortfolioError(`${where}: rows ${from}..${to} do not lie in the ${length} rows of the returns`);
  if (to - from < least) throw new PortfolioError(`${where}: ${to - from} rows of returns, at least ${least} are needed`);
  const values = names.map((name) => {
    const own = returns[name]!;
    if (own.length !== length) throw new PortfolioError(`${where}: "${name}" has ${own.length} returns where "${names[0]!}" has ${length}; align the assets first`);
    const column = Float64Array.from({ length: to - from }, (_, k) => own[from + k]!);
    const missing = column.findIndex((value) => !Number.isFinite(value));
    if (missing >= 0) throw new PortfolioError(`${where}: the return of "${name}" in row ${from + missing} is ${column[missing]}; take the rows on which every asset has a price`);
    return column;
  });
  return { names, values };
}

/** Mean of each asset's returns, per row. in: returns [T] by asset  out: by asset */
export function meanReturns(returns: AssetReturns, options: FittedRows = {}): Readonly<Record<string, number>> {
  const { names, values } = checkedReturns("meanReturns", returns, { ...options, least: 1 });
  return Object.fromEntries(names.map((name, k) => [name, values[k]!.reduce((sum, value) => sum + value, 0) / values[k]!.length]));
}
