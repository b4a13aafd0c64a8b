/** Most results in a row for which something holds. in: results, oldest first  out: 0..N */
export function longestStreak(results: readonly number[], holds: (result: number) => boolean): number {
  let [now, longest] = [0, 0];
  for (const result of results) {
    now = holds(result) ? now + 1 : 0;
    longest = Math.max(longest, now);
  }
  return longest;
}
