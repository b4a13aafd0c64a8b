import type { Kernel } from "../engine/line.ts";

/** Sums over a moving window that are carried from row to row. */
export type MovingSums = {
  /** Sums of the window that ends before row t. */
  readonly takeAnew: (t: number) => void;
  /** Computes rows from .. to−1 by moving the sums, and marks with NaN where rounding could show; true if it did. */
  readonly move: (from: number, to: number) => boolean;
  /** Computes row t from its window alone. */
  readonly recompute: (t: number) => void;
  /** The output that is marked. */
  readonly marks: Float64Array;
};

/**
 * Carries sums for at most four periods (64 rows if that is more) and then takes them anew, so that no error grows with the length of the series.
 * The first window, and rows where the sums leave too few digits, are computed by themselves.
 */
export function inEras(period: number, { marks, move, recompute, takeAnew }: MovingSums): Kernel {
  const era = Math.max(64, 4 * period);
  return (from, to, seen) => {
    for (let t = from; t < to; ) {
      const rows = seen + t - from;
      const end = Math.min(to, t + era - (rows % era), rows < period ? t + period - rows : to);
      if (rows >= period) {
        if (rows % era === 0 || rows === period) takeAnew(t);
        if (move(t, end)) for (let k = t; k < end; k++) if (Number.isNaN(marks[k]!)) recompute(k);
      } else if (rows + end - t === period) recompute(end - 1);
      t = end;
    }
  };
}
