import type { RandomStream } from "../../random/index.ts";

/** Every choice of half of `count` things, as bits; or `most` of them drawn at random, each thing as often as any other. in: count, even, ≤ 30 */
export function halves(count: number, drawn?: { readonly most: number; readonly stream: RandomStream }): Int32Array {
  return drawn === undefined ? everyHalf(count) : Int32Array.from({ length: drawn.most }, () => drawnHalf(count, drawn.stream));
}

/** The next larger number with as many bits: Gosper's rule, HAKMEM 175. */
function everyHalf(count: number): Int32Array {
  const found: number[] = [];
  for (let bits = 2 ** (count / 2) - 1; bits < 2 ** count; ) {
    found.push(bits);
    const lowest = bits & -bits;
    const next = bits + lowest;
    bits = next + Math.floor((bits ^ next) / lowest / 4);
  }
  return Int32Array.from(found);
}

/** Selection sampling, Knuth 1969, algorithm S. */
function drawnHalf(count: number, { uniform }: RandomStream): number {
  let [bits, left] = [0, count / 2];
  for (let k = 0; k < count; k++) {
    if (uniform() * (count - k) < left) {
      bits |= 1 << k;
      left--;
    }
  }
  return bits;
}
