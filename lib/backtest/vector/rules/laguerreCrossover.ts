import type { RuleOptions, SweepRule } from "../rule.ts";
import { crossover } from "./crossover.ts";

/** Long while the fast Laguerre filter of the close is above the slow one; the larger γ, the slower. Ehlers 2004. */
export function laguerreCrossover({ short = false }: RuleOptions = {}): SweepRule {
  return {
    name: "laguerreCrossover",
    parameters: { fast: "γ of the fast filter, from 0 to 0.99", slow: "γ of the slow filter" },
    refuse: ({ fast, slow }) => (fast! < slow! ? undefined : `fast (${fast}) must be less than slow (${slow})`),
    columns: ({ fast, slow }) => [`laguerre_${fast}`, `laguerre_${slow}`],
    want: ([fast, slow], _bars, _set, wanted) => crossover(fast!, slow!, short, wanted),
  };
}
