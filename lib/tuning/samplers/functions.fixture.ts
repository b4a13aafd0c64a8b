import type { SearchSpace } from "../../catalogue/searchSpace.ts";
import type { Settings } from "./sampler.ts";

type Known = { readonly space: SearchSpace; value(settings: Settings): number };

const coefficients = { b: 5.1 / (4 * Math.PI ** 2), c: 5 / Math.PI, t: 1 / (8 * Math.PI) };
const levels: Readonly<Record<string, number>> = { a: 1, b: 0, c: 2, d: 1.5 };

/** Functions whose smallest value is known; `scripts/reference/tuning.py` has the same. */
export const functions: Readonly<Record<"branin" | "rosenbrock" | "mixed", Known>> = {
  /** Branin 1972: three valleys of 0.398. */
  branin: {
    space: { x: { kind: "float", low: -5, high: 10 }, y: { kind: "float", low: 0, high: 15 } },
    value: ({ x: x0, y: y0 }) => {
      const [x, y] = [Number(x0), Number(y0)];
      const { b, c, t } = coefficients;
      return (y - b * x * x + c * x - 6) ** 2 + 10 * (1 - t) * Math.cos(x) + 10;
    },
  },
  /** Rosenbrock 1960, natural logarithm of: a bent valley with its floor at (1, 1). */
  rosenbrock: {
    space: { x: { kind: "float", low: -2, high: 2 }, y: { kind: "float", low: -1, high: 3 } },
    value: ({ x: x0, y: y0 }) => {
      const [x, y] = [Number(x0), Number(y0)];
      return Math.log(1e-12 + (1 - x) ** 2 + 100 * (y - x * x) ** 2);
    },
  },
  /** A rate on the logarithm, a whole number in steps and a choice: 0 at 0.003, 48, "b". */
  mixed: {
    space: { rate: { kind: "float", low: 1e-6, high: 1, log: true }, units: { kind: "whole", low: 8, high: 256, step: 8 }, kind: { kind: "choice", values: ["a", "b", "c", "d"] } },
    value: ({ kind, rate, units }) => Math.log10(Number(rate) / 3e-3) ** 2 + ((Number(units) - 48) / 32) ** 2 + levels[String(kind)]!,
  },
};
