import type { Strategy } from "../backtest/index.ts";
import { factorColumns } from "./factorColumns.ts";
import { reversion } from "./reversion.ts";
import { wantedPosition, type Sides } from "./wantedPosition.ts";

export type BollingerReversionOptions = {
  /** Bars of the middle band. Default 20. */
  readonly period?: number;
  /** Standard deviations from the middle to a band. Default 2. */
  readonly deviations?: number;
  readonly sides?: Sides;
};

/** Buys a close below the lower Bollinger band and sells it at the middle; with both sides, the same above the upper band. Bollinger 2001. */
export function bollingerReversion({ deviations = 2, period = 20, sides = "long-flat" }: BollingerReversionOptions = {}): Strategy {
  const place = `bb_position_${period}_${deviations}`;
  return wantedPosition({
    name: "bollingerReversion",
    parameters: { period, deviations, sides },
    columns: factorColumns("bollingerReversion", [place]),
    want: (bars, before) => reversion(bars.column(place), before, sides),
  });
}
