import type { Strategy } from "../backtest/index.ts";
import { crossover } from "./crossover.ts";
import { factorColumns } from "./factorColumns.ts";
import { wantedPosition, type Sides } from "./wantedPosition.ts";

export type LaguerreCrossoverOptions = {
  /** Damping γ of the fast filter, 0 to below 1. Default 0.2. */
  readonly fast?: number;
  /** Damping of the slow one. Default 0.8. */
  readonly slow?: number;
  readonly sides?: Sides;
};

/** Long while a lightly damped Laguerre filter of the closes is above a strongly damped one, short or out while it is below. Ehlers 2004, "Time Warp – Without Space Travel". */
export function laguerreCrossover({ fast = 0.2, slow = 0.8, sides = "long-flat" }: LaguerreCrossoverOptions = {}): Strategy {
  const spread = `laguerre_spread_${fast}_${slow}`;
  return wantedPosition({
    name: "laguerreCrossover",
    parameters: { fast, slow, sides },
    columns: factorColumns("laguerreCrossover", [spread]),
    want: (bars, before) => crossover(bars.column(spread), before, sides),
  });
}
