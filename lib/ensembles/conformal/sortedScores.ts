/** Scores in rising order, of which the oldest leaves when there are more than `window`. State is the point: rows come one by one. */
export type SortedScores = {
  add(score: number): void;
  readonly count: number;
  /** The ⌈(n+1)(1−miss)⌉-th smallest: what a new score exceeds with probability `miss` at most, if it is exchangeable with these. Infinity where they are too few to tell, the smallest where `miss` is 1 or more. */
  bound(miss: number): number;
};

export function sortedScores(window = Infinity): SortedScores {
  const [sorted, inTime]: [number[], number[]] = [[], []];
  const place = (score: number): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! < score) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    add: (score) => {
      sorted.splice(place(score), 0, score);
      if (window === Infinity) return;
      inTime.push(score);
      if (inTime.length > window) sorted.splice(place(inTime.shift()!), 1);
    },
    get count() { return sorted.length; },
    bound: (miss) => {
      // A hair less, so that 0.9 · 10 is nine and not ten.
      const rank = Math.ceil((sorted.length + 1) * (1 - miss) - 1e-9);
      return rank > sorted.length ? Infinity : sorted[Math.max(1, rank) - 1]!;
    },
  };
}
