import { checkSamples } from "../samples.ts";

/** Ulcer index, √(Σd²/N), d the `drawdowns`: deep and long falls weigh most. Martin and McCann 1989. in: equity [N]  out: a share ≥ 0 */
export function ulcerIndex(equity: ArrayLike<number>): number {
  const count = checkSamples("ulcerIndex", { equity });
  let [peak, squares] = [-Infinity, 0];
  for (let t = 0; t < count; t++) {
    const value = equity[t]!;
    if (value >= peak) {
      peak = value;
    } else {
      const loss = 1 - value / peak;
      squares += loss * loss;
    }
  }
  return Math.sqrt(squares / count);
}
