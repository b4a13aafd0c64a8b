import { checkedReturns } from "../assetReturns.ts";

/** Mean and variance of returns per row, as `kelly` and `riskOfRuin` take them; variance over T − 1. in: returns [T], T ≥ 2 */
export function momentsOf(returns: ArrayLike<number>): { readonly mean: number; readonly variance: number } {
  const [column] = checkedReturns("momentsOf", { returns }).values;
  const own = column!;
  const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
  return { mean, variance: own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (own.length - 1) };
}
