/** What bars that were read add up to. */
export type BarSums = { readonly rows: number; readonly times: number; readonly values: number };

/** What differs between the bars of two sides; undefined where nothing does. Sums in another order differ in their last bits. */
export function barSumsDifference(mine: BarSums, other: BarSums): string | undefined {
  if (mine.rows !== other.rows) return `${mine.rows} bars read against ${other.rows}`;
  const apart = (["times", "values"] as const).find((name) => Math.abs(mine[name] - other[name]) > 1e-9 * Math.abs(other[name]));
  return apart && `the ${apart} read add up to ${mine[apart]} against ${other[apart]}`;
}
