import type { Kernel } from "../engine/line.ts";

/** Sums over a moving window that are carried from row to row, in registers. */
export type MovingSums = {
  readonly registers: Float64Array;
  /** Takes the sums of the window that ends before row t. */
  readonly takeAnew: (t: number) => void;
  /** Computes rows from .. to−1 by moving the sums; true if rounding could show in one of them. */
  readonly move: (from: number, to: number) => boolean;
  /** Computes row t from its window alone. */
  readonly recompute: (t: number) => void;
};

/**
 * Carries sums for at most four periods (64 rows if that is more) and then takes them anew, so that no error grows with the length of the series.
 * The first window, and rows where the sums leave too few digits, are computed by themselves; those are found by going over the piece again, row by row.
 */
export function inEras(period: number, { move, recompute, registers, takeAnew }: MovingSums): Kernel {
  const era = Math.max(64, 4 * period);
  const before = new Float64Array(registers.length);
  return (from, to, seen) => {
    for (let t = from; t < to; ) {
      const rows = seen + t - from;
      const end = Math.min(to, t + era - (rows % era), rows < period ? t + period - rows : to);
      if (rows >= period) {
        if (rows % era === 0 || rows === period) takeAnew(t);
        before.set(registers);
        if (move(t, end)) {
          registers.set(before);
          for (let k = t; k < end; k++) if (move(k, k + 1)) recompute(k);
        }
      } else if (rows + end - t === period) recompute(end - 1);
      t = end;
    }
  };
}
