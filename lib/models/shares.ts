/** What a fit owes to each input, as shares of the whole: all 0 where it owes nothing to any. in: sizes ≥ 0 [P] */
export function shares(inputs: readonly string[], sizes: ArrayLike<number>): Readonly<Record<string, number>> {
  const whole = Array.from(sizes).reduce((sum, size) => sum + size, 0);
  return Object.fromEntries(inputs.map((name, p) => [name, whole > 0 ? sizes[p]! / whole : 0]));
}
