/** Ranks 1..N, equal numbers share the mean of their ranks. in: x [N]  out: [N] */
export function averageRanks(x: ArrayLike<number>): Float64Array {
  const order = Float64Array.from({ length: x.length }, (_, t) => t).sort((a, b) => x[a]! - x[b]!);
  const ranks = new Float64Array(x.length);
  for (let from = 0, to; from < order.length; from = to) {
    for (to = from; to < order.length && x[order[to]!] === x[order[from]!]; ) to++;
    for (let k = from; k < to; k++) ranks[order[k]!] = (from + 1 + to) / 2;
  }
  return ranks;
}
