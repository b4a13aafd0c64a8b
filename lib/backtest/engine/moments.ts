import type { Feed } from "./feed.ts";

/** Every moment at which a bar of some feed closes, in order. One feed's own times are not copied. */
export function momentsOf(feeds: readonly Feed[]): Float64Array {
  if (feeds.length === 0) return new Float64Array(0);
  if (feeds.length === 1) return feeds[0]!.bars.closeTime.subarray(0, feeds[0]!.rows);
  const middle = feeds.length >> 1;
  return union(momentsOf(feeds.slice(0, middle)), momentsOf(feeds.slice(middle)));
}

/** The values of two rising arrays, each once, in order. */
function union(one: Float64Array, other: Float64Array): Float64Array {
  const both = new Float64Array(one.length + other.length);
  let [i, j, count] = [0, 0, 0];
  while (i < one.length || j < other.length) {
    const next = j >= other.length || (i < one.length && one[i]! <= other[j]!) ? one[i]! : other[j]!;
    if (one[i] === next) i++;
    if (other[j] === next) j++;
    both[count++] = next;
  }
  return both.slice(0, count);
}
