import type { Strategy } from "../backtest/index.ts";
import { REGIMES, regimeOf } from "../ensembles/regimeOf.ts";
import { factorColumns } from "./factorColumns.ts";
import { reversion } from "./reversion.ts";
import { wantedPosition, type Sides } from "./wantedPosition.ts";

export type RegimeSwitchOptions = {
  /** Bars of the average directional index that tells trend from range. Default 14. */
  readonly period?: number;
  /** ADX from which the market trends, percent. Default 25. */
  readonly trend?: number;
  /** Volatility of 10 bars as a multiple of that of 60 from which it moves too wildly for either rule. Default 1.5. */
  readonly expansion?: number;
  /** Bars of the Bollinger bands that ranges are traded by. Default 20. */
  readonly band?: number;
  readonly sides?: Sides;
};

const TREND = REGIMES.indexOf("trend");
const RANGE = REGIMES.indexOf("range");

/**
 * Momentum in trends, reversion in ranges, out of the market while it expands. The regime of a bar is that of `regimeOf`, from bars up to it:
 * trend: on the side of the stronger directional movement (Wilder 1978). range: between Bollinger bands (Bollinger 2001).
 */
export function regimeSwitch({ band = 20, expansion = 1.5, period = 14, sides = "long-flat", trend = 25 }: RegimeSwitchOptions = {}): Strategy {
  const [strength, up, down, ratio, place] = [`adx_${period}`, `plus_di_${period}`, `minus_di_${period}`, "volatility_ratio_10_60", `bb_position_${band}`] as const;
  const factors = factorColumns("regimeSwitch", [strength, up, down, ratio, place]);
  return wantedPosition({
    name: "regimeSwitch",
    parameters: { period, trend, expansion, band, sides },
    columns: (bars) => {
      const columns = factors(bars);
      const regimes = regimeOf({ strength: columns[strength]!, volatilityRatio: columns[ratio]! }, { trend, expansion });
      return { ...columns, regime: Float64Array.from(regimes, (regime) => REGIMES.indexOf(regime)) };
    },
    want: (bars, before) => {
      const regime = bars.column("regime");
      if (regime === RANGE) return reversion(bars.column(place), before, sides);
      if (regime !== TREND) return 0;
      return bars.column(up) > bars.column(down) ? 1 : sides === "long-short" ? -1 : 0;
    },
  });
}
