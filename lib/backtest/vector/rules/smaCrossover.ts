import type { RuleOptions, SweepRule } from "../rule.ts";
import { crossover } from "./crossover.ts";

/** Long while the fast moving average of the close is above the slow one. Brock, Lakonishok and LeBaron 1992. */
export function smaCrossover({ short = false }: RuleOptions = {}): SweepRule {
  return {
    name: "smaCrossover",
    parameters: { fast: "bars of the fast average", slow: "bars of the slow average" },
    refuse: ({ fast, slow }) => (fast! < slow! ? undefined : `fast (${fast}) must be shorter than slow (${slow})`),
    columns: ({ fast, slow }) => [`sma_${fast}`, `sma_${slow}`],
    want: ([fast, slow], _bars, _set, wanted) => crossover(fast!, slow!, short, wanted),
  };
}
