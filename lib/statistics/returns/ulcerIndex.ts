import { equityPath, type Equity } from "./equityPath.ts";

/** Ulcer index, √(Σd²/N), d the `drawdowns`: deep and long falls weigh most. Martin and McCann 1989. in: equity [N] or its path  out: a share ≥ 0 */
export function ulcerIndex(equity: Equity): number {
  const { count, squares } = equityPath(equity, "ulcerIndex");
  return Math.sqrt(squares / count);
}
