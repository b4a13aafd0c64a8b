const ITERATIONS = 1000;
const PRECISE = 1e-12;

/**
 * Probabilities of K classes from those of each pair: p minimises Σ_{a≠b} (r_ba p_a − r_ab p_b)², Σ p = 1. Wu, Lin & Weng 2004, second method, Algorithm 2.
 * in: r_ab = P(a | a or b) of the pairs (0, 1), (0, 2), … (1, 2), …, each between 0 and 1 and neither  out: [K]
 */
export function coupled(pairwise: ArrayLike<number>, classes: number): Float64Array {
  const r = new Float64Array(classes * classes);
  for (let a = 0, d = 0; a < classes; a++) {
    for (let b = a + 1; b < classes; b++, d++) {
      r[a * classes + b] = pairwise[d]!;
      r[b * classes + a] = 1 - pairwise[d]!;
    }
  }
  const q = new Float64Array(classes * classes);
  for (let a = 0; a < classes; a++) {
    for (let b = 0; b < classes; b++) {
      if (a === b) continue;
      q[a * classes + a]! += r[b * classes + a]! ** 2;
      q[a * classes + b] = -r[b * classes + a]! * r[a * classes + b]!;
    }
  }
  const p = new Float64Array(classes).fill(1 / classes);
  const qp = new Float64Array(classes);
  for (let k = 0; k < ITERATIONS; k++) {
    let pqp = 0;
    for (let a = 0; a < classes; a++) {
      qp[a] = 0;
      for (let b = 0; b < classes; b++) qp[a]! += q[a * classes + b]! * p[b]!;
      pqp += p[a]! * qp[a]!;
    }
    if (qp.every((each) => Math.abs(each - pqp) < PRECISE)) break;
    for (let a = 0; a < classes; a++) {
      const own = q[a * classes + a]!;
      const change = (pqp - qp[a]!) / own;
      p[a]! += change;
      pqp = (pqp + change * (change * own + 2 * qp[a]!)) / (1 + change) ** 2;
      for (let b = 0; b < classes; b++) {
        qp[b] = (qp[b]! + change * q[a * classes + b]!) / (1 + change);
        p[b]! /= 1 + change;
      }
    }
  }
  return p;
}
