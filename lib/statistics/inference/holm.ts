/**
 * p-values that count how many tests were made: max over j ≤ i of min(1, (n − j + 1)·p₍ⱼ₎), smallest first.
 * Below α, the error of calling even one of the n tests right by chance is at most α, however the tests depend on one another.
 * Holm 1979, A simple sequentially rejective multiple test procedure. in: p-values [n]  out: [n], in the same order
 */
export function holm(p: readonly number[]): readonly number[] {
  const adjusted = new Array<number>(p.length).fill(1);
  let most = 0;
  [...p.keys()].sort((a, b) => p[a]! - p[b]!).forEach((test, j) => {
    most = Math.max(most, Math.min(1, (p.length - j) * p[test]!));
    adjusted[test] = most;
  });
  return adjusted;
}
