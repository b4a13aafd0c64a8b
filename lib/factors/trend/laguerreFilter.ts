import { operator, operators, type Line } from "../engine/line.ts";
import { realNumber } from "../factor.ts";

/** Rows until four prices have entered the filter. */
const DELAY = 3;

/** The four stages of a Laguerre filter. */
export type LaguerreStages = readonly [Line, Line, Line, Line];

/**
 * Ehlers' Laguerre filter: l0 = (1 − γ)·x + γ·l0[−1], then each stage lₖ = lₖ₋₁[−1] − γ·lₖ₋₁ + γ·lₖ[−1], which delays slow waves more than fast ones.
 * Both values of the stage before are used, the new and the previous one. All start as the first price. NaN for t < 3. Ehlers 2004.
 */
export function laguerreStages(x: Line, gamma: number): LaguerreStages {
  return operators("laguerreStages", [x], [gamma], {
    delays: [DELAY, DELAY, DELAY, DELAY] as const,
    registers: 4,
    start: ([x], [out0, out1, out2, out3], registers) => (from, to, seen) => {
      if (seen === 0 && from < to) registers.fill(x[from]!);
      let l0 = registers[0]!, l1 = registers[1]!, l2 = registers[2]!, l3 = registers[3]!;
      for (let t = from; t < to; t++) {
        const before0 = l0;
        const before1 = l1;
        const before2 = l2;
        l0 += (1 - gamma) * (x[t]! - l0);
        l1 = before0 + gamma * (l1 - l0);
        l2 = before1 + gamma * (l2 - l1);
        l3 = before2 + gamma * (l3 - l2);
        out0[t] = l0;
        out1[t] = l1;
        out2[t] = l2;
        out3[t] = l3;
      }
      registers[0] = l0;
      registers[1] = l1;
      registers[2] = l2;
      registers[3] = l3;
    },
  });
}

/** The filter's value: (l0 + 2·l1 + 2·l2 + l3)/6. NaN for t < 3. */
export function laguerre(x: Line, gamma: number): Line {
  const [first, second, third, fourth] = laguerreStages(x, gamma);
  return operator("laguerre", [first, second, third, fourth], [], { start: ([l0, l1, l2, l3], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = (l0[t]! + 2 * (l1[t]! + l2[t]!) + l3[t]!) / 6;
  } });
}

/** The same filter with a γ that changes from row to row. NaN for t < 3 rows with γ. */
export function adaptiveLaguerre(x: Line, gamma: Line): Line {
  return operator("adaptiveLaguerre", [x, gamma], [], {
    delay: DELAY,
    registers: 4,
    start: ([x, gamma], [out], registers) => (from, to, seen) => {
      if (seen === 0 && from < to) registers.fill(x[from]!);
      let l0 = registers[0]!, l1 = registers[1]!, l2 = registers[2]!, l3 = registers[3]!;
      for (let t = from; t < to; t++) {
        const share = gamma[t]!;
        const before0 = l0;
        const before1 = l1;
        const before2 = l2;
        l0 += (1 - share) * (x[t]! - l0);
        l1 = before0 + share * (l1 - l0);
        l2 = before1 + share * (l2 - l1);
        l3 = before2 + share * (l3 - l2);
        out[t] = (l0 + 2 * (l1 + l2) + l3) / 6;
      }
      registers[0] = l0;
      registers[1] = l1;
      registers[2] = l2;
      registers[3] = l3;
    },
  });
}

/** What all factors of the filter say of it. */
export const LAGUERRE = {
  formula: "l0 = (1 − γ)·close + γ·l0[−1]; lₖ = lₖ₋₁[−1] − γ·lₖ₋₁ + γ·lₖ[−1]; filter = (l0 + 2·l1 + 2·l2 + l3)/6",
  source: "Ehlers 2004, Time Warp – Without Space Travel",
  gamma: realNumber(0, 0.99),
} as const;
