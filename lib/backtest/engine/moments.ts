import type { Feed } from "./feed.ts";

/** Every moment at which a bar of some feed closes, in order. One feed's own times are not copied. */
export function momentsOf(feeds: readonly Feed[]): Float64Array {
  if (feeds.length === 1) return feeds[0]!.bars.closeTime.subarray(0, feeds[0]!.rows);
  const all = new Float64Array(feeds.reduce((sum, { rows }) => sum + rows, 0));
  let at = 0;
  for (const { bars, rows } of feeds) {
    all.set(bars.closeTime.subarray(0, rows), at);
    at += rows;
  }
  all.sort();
  let count = 0;
  for (let k = 0; k < all.length; k++) if (k === 0 || all[k] !== all[k - 1]) all[count++] = all[k]!;
  return all.slice(0, count);
}
