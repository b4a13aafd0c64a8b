import type { Line } from "../engine/line.ts";
import { section } from "../engine/section.ts";

/** Rank among the assets of a moment as a share, 1 for the greatest; equal values share the mean of their ranks, as pandas' rank(pct=True). 1 for an asset alone. */
export function rank(x: Line): Line {
  let sorted = new Float64Array(64);
  return section("rank", [x], [], ([values], out, count) => {
    if (sorted.length < count) sorted = new Float64Array(2 * count);
    for (let i = 0; i < count; i++) sorted[i] = values![i]!;
    sorted.subarray(0, count).sort();
    for (let i = 0; i < count; i++) {
      const value = values![i]!;
      let below = 0;
      for (let end = count; below < end; ) {
        const middle = (below + end) >> 1;
        if (sorted[middle]! < value) below = middle + 1;
        else end = middle;
      }
      let last = below;
      while (last + 1 < count && sorted[last + 1] === value) last++;
      out[i] = (below + last + 2) / (2 * count);
    }
  });
}

/** x less its mean over the assets of a moment; 0 for an asset alone. */
export function demean(x: Line): Line {
  return section("demean", [x], [], ([values], out, count) => {
    const mean = meanOf(values!, count);
    for (let i = 0; i < count; i++) out[i] = values![i]! - values![0]! - mean;
  });
}

/** Distance of x to its mean over the assets of a moment in sample standard deviations; 0 where all are equal and for an asset alone. */
export function sectionZscore(x: Line): Line {
  return section("sectionZscore", [x], [], ([values], out, count) => {
    const mean = meanOf(values!, count);
    let squares = 0;
    for (let i = 0; i < count; i++) {
      out[i] = values![i]! - values![0]! - mean;
      squares += out[i]! * out[i]!;
    }
    const deviation = Math.sqrt(squares / (count - 1));
    for (let i = 0; i < count; i++) out[i] = squares === 0 ? 0 : out[i]! / deviation;
  });
}

/** x times a number, the same for all assets of a moment, so that Σ|x| is `total`; 0 where all are 0. */
export function scale(x: Line, total = 1): Line {
  return section("scale", [x], [total], ([values], out, count) => {
    let size = 0;
    for (let i = 0; i < count; i++) size += Math.abs(values![i]!);
    for (let i = 0; i < count; i++) out[i] = size === 0 ? 0 : (total * values![i]!) / size;
  });
}

/** x less its mean over the assets of the same group, of a sector for instance; 0 for an asset alone in its group. */
export function neutralise(x: Line, grouping: string): Line {
  let sums = new Float64Array(16);
  let first = new Float64Array(16);
  let counts = new Int32Array(16);
  return section("neutralise", [x], [], ([values], out, count, groups) => {
    let most = 0;
    for (let i = 0; i < count; i++) most = Math.max(most, groups[i]!);
    if (most >= sums.length) [sums, first, counts] = [new Float64Array(2 * most), new Float64Array(2 * most), new Int32Array(2 * most)];
    counts.fill(0);
    sums.fill(0);
    for (let i = 0; i < count; i++) {
      const group = groups[i]!;
      if (counts[group]!++ === 0) first[group] = values![i]!;
      sums[group]! += values![i]! - first[group]!;
    }
    for (let i = 0; i < count; i++) {
      const group = groups[i]!;
      out[i] = values![i]! - first[group]! - sums[group]! / counts[group]!;
    }
  }, grouping);
}

/** Ways to compare any column across a panel, by what ids end with: `rsi_14_cs_rank`. */
export const CROSS_SECTIONS = { rank, zscore: sectionZscore, demean, neutral: (x: Line) => neutralise(x, "sector") } as const;
export type CrossSection = keyof typeof CROSS_SECTIONS;

/** Mean distance to the first value: equal values give exactly 0. */
function meanOf(values: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i]! - values[0]!;
  return sum / count;
}
