import { StatisticsError } from "../error.ts";
import type { Measure } from "../measure.ts";
import { moments } from "../moments.ts";
import { sharpe } from "../returns/sharpe.ts";
import type { ReturnOptions } from "../returns/returnOptions.ts";
import { volatility } from "../returns/volatility.ts";

/** What a strategy earned while the market was of one kind. */
export type RegimeRow = {
  readonly regime: string;
  readonly bars: number;
  /** Of all bars. */
  readonly share: number;
  /** Compounded return of these bars alone. */
  readonly totalReturn: number;
  /** Mean return, a year. */
  readonly yearly: Measure;
  readonly volatility: Measure;
  readonly sharpe: Measure;
};

/**
 * Returns by regime. The regime is the one known when the return began, so that the rows tell what could have been chosen:
 * return t, from bar t to t + 1, has the label of bar t. in: simple returns [N]; labels of N + 1 bars, of `marketRegimes` or your own
 * out: one row a label, in order of first appearance; N/A below `fewest` returns
 */
export function byRegime(returns: ArrayLike<number>, labels: readonly string[], { fewest = 30, periodsPerYear = 252 }: ReturnOptions = {}): RegimeRow[] {
  if (labels.length !== returns.length + 1) throw new StatisticsError(`byRegime: ${returns.length} returns lie between ${returns.length + 1} bars, got ${labels.length} labels; give one a bar, of the close at which it was known`);
  const grouped = new Map<string, number[]>();
  for (let t = 0; t < returns.length; t++) {
    const own = grouped.get(labels[t]!);
    if (own === undefined) grouped.set(labels[t]!, [returns[t]!]);
    else own.push(returns[t]!);
  }
  return [...grouped].map(([regime, own]) => {
    const known = moments(own);
    const options = { fewest, periodsPerYear };
    const spread = volatility(known, options);
    return {
      regime,
      bars: own.length,
      share: own.length / returns.length,
      totalReturn: own.reduce((growth, r) => growth * (1 + r), 1) - 1,
      yearly: typeof spread === "number" ? known.mean * periodsPerYear : spread,
      volatility: spread,
      sharpe: sharpe(known, options),
    };
  });
}
