/** A rising curve through points, straight between them and level outside. Both ascending. [M] each */
export type RisingCurve = { readonly at: readonly number[]; readonly values: readonly number[] };

/**
 * Isotonic regression: the rising curve nearest to the targets in squared distance, by pooling adjacent violators. Ayer et al. 1955; Zadrozny & Elkan 2002.
 * Equal scores count as one point. Where neighbours are pooled, the curve is level from the first to the last of them.
 * in: scores [N], targets [N], N ≥ 1
 */
export function fitIsotonic(scores: ArrayLike<number>, targets: ArrayLike<number>): RisingCurve {
  const order = Array.from({ length: scores.length }, (_, n) => n).sort((a, b) => scores[a]! - scores[b]! || a - b);
  const pools: { from: number; to: number; mean: number; weight: number }[] = [];
  for (const n of order) {
    const [score, y] = [scores[n]!, targets[n]!];
    const last = pools.at(-1);
    if (last?.to === score && last.from === score) {
      last.mean += (y - last.mean) / ++last.weight;
      continue;
    }
    settle(pools);
    pools.push({ from: score, to: score, mean: y, weight: 1 });
  }
  settle(pools);
  const ends = pools.flatMap(({ from, mean, to }) => (from === to ? [{ at: from, mean }] : [{ at: from, mean }, { at: to, mean }]));
  return { at: ends.map(({ at }) => at), values: ends.map(({ mean }) => mean) };
}

/** Joins the last pools until they rise. */
function settle(pools: { from: number; to: number; mean: number; weight: number }[]): void {
  while (pools.length > 1 && pools.at(-2)!.mean >= pools.at(-1)!.mean) {
    const [upper, lower] = [pools.pop()!, pools.at(-1)!];
    const weight = lower.weight + upper.weight;
    lower.mean += ((upper.mean - lower.mean) * upper.weight) / weight;
    [lower.to, lower.weight] = [upper.to, weight];
  }
}

/** The curve's value at a score. */
export function isotonicOf({ at, values }: RisingCurve, score: number): number {
  const above = at.findIndex((each) => each >= score);
  if (above < 0) return values.at(-1)!;
  if (above === 0 || at[above] === score) return values[above]!;
  const [from, to] = [at[above - 1]!, at[above]!];
  return values[above - 1]! + ((values[above]! - values[above - 1]!) * (score - from)) / (to - from);
}
