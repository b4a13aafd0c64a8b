import { checkMembers, type Members } from "../members.ts";
import { requireLength } from "../rows.ts";

/** Two classifiers side by side. */
export type PairDiversity = {
  readonly one: string;
  readonly other: string;
  /** Yule's Q of being right: 1 where both are right on the same rows, 0 independent, −1 where each is right where the other is wrong; NaN where it is 0/0. */
  readonly q: number;
  /** Share of the rows on which exactly one of them is right. */
  readonly disagreement: number;
  /** Share of the rows on which both are wrong. */
  readonly doubleFault: number;
};

/**
 * Pairwise diversity of classifiers by the rows on which they are right. Kuncheva and Whitaker 2003, https://doi.org/10.1023/A:1022859003006.
 *   Q = (N¹¹N⁰⁰ − N⁰¹N¹⁰)/(N¹¹N⁰⁰ + N⁰¹N¹⁰),  disagreement = (N⁰¹ + N¹⁰)/N,  double fault = N⁰⁰/N;  Nᵃᵇ rows, a and b whether one and other are right
 * in: actual classes and foretold classes [N]; of regressions their signs  out: one entry a pair
 */
export function classDiversity(actual: ArrayLike<number>, members: Members): readonly PairDiversity[] {
  const count = checkMembers("classDiversity", members);
  requireLength("classDiversity", "actual", actual.length, count);
  const right = Object.entries(members).map(([name, classes]) => ({ name, isRight: Uint8Array.from({ length: count }, (_, t) => Number(classes[t] === actual[t])) }));
  return right.flatMap((one, k) => right.slice(k + 1).map((other): PairDiversity => {
    const rows = new Int32Array(4); // neither, only other, only one, both
    for (let t = 0; t < count; t++) rows[2 * one.isRight[t]! + other.isRight[t]!]!++;
    const [neither = 0, second = 0, first = 0, both = 0] = rows;
    const [alike, apart] = [both * neither, first * second];
    return { one: one.name, other: other.name, q: (alike - apart) / (alike + apart), disagreement: (first + second) / count, doubleFault: neither / count };
  }));
}
