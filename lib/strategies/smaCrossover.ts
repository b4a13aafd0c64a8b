import type { Strategy } from "../backtest/index.ts";
import { crossover } from "./crossover.ts";
import { factorColumns } from "./factorColumns.ts";
import { wantedPosition, type Sides } from "./wantedPosition.ts";

export type SmaCrossoverOptions = {
  /** Bars of the fast average. Default 50. */
  readonly fast?: number;
  /** Bars of the slow one. Default 200. */
  readonly slow?: number;
  readonly sides?: Sides;
};

/** Long while the fast average of the closes is above the slow one, short or out while it is below. Brock, Lakonishok and LeBaron 1992. */
export function smaCrossover({ fast = 50, slow = 200, sides = "long-flat" }: SmaCrossoverOptions = {}): Strategy {
  const spread = `sma_spread_${fast}_${slow}`;
  return wantedPosition({
    name: "smaCrossover",
    parameters: { fast, slow, sides },
    columns: factorColumns("smaCrossover", [spread]),
    want: (bars, before) => crossover(bars.column(spread), before, sides),
  });
}
