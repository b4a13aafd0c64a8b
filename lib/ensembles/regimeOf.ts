import { EnsembleError } from "./error.ts";

/** Trend: prices go somewhere. Range: they go and come back. Expansion: they move far more than usual. Unknown: a column has no value yet. */
export const REGIMES = ["trend", "range", "expansion", "unknown"] as const;
export type Regime = (typeof REGIMES)[number];

export type RegimeColumns = {
  /** Strength of the trend, whichever way: ADX in percent, or the efficiency ratio 0 … 1. Trailing. [N] */
  readonly strength: ArrayLike<number>;
  /** Volatility of few bars as a multiple of that of many. Trailing. [N] */
  readonly volatilityRatio: ArrayLike<number>;
};

export type RegimeThresholds = {
  /** Strength from which a market trends. Default 25, of ADX (Wilder 1978); 0.3 suits the efficiency ratio. */
  readonly trend?: number;
  /** Volatility ratio from which a market expands. Default 1.5. */
  readonly expansion?: number;
};

/** The market's regime in each row, of columns that are known at that row: expansion before trend before range. in: factors "adx", "efficiency_ratio", "volatility_ratio" [N]  out: [N], "unknown" where a column is NaN */
export function regimeOf({ strength, volatilityRatio }: RegimeColumns, { expansion = 1.5, trend = 25 }: RegimeThresholds = {}): Regime[] {
  if (strength.length !== volatilityRatio.length) throw new EnsembleError(`regimeOf: strength has ${strength.length} rows and volatilityRatio ${volatilityRatio.length}; compute both from the same bars`);
  return Array.from(strength, (strong, t): Regime => {
    const ratio = volatilityRatio[t]!;
    if (!Number.isFinite(strong) || !Number.isFinite(ratio)) return "unknown";
    return ratio >= expansion ? "expansion" : strong >= trend ? "trend" : "range";
  });
}
