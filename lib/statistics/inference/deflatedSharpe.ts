import type { Measure } from "../measure.ts";
import type { Sample } from "../moments.ts";
import type { ReturnOptions } from "../returns/returnOptions.ts";
import { expectedMaximumSharpe } from "./expectedMaximumSharpe.ts";
import { probabilisticSharpe } from "./probabilisticSharpe.ts";

export type TrialOptions = ReturnOptions & {
  /** Independent trials, the chosen one among them: all that were run, or `effectiveTrials` of them where they are alike. */
  readonly trials: number;
  /** Variance of the trials' annualised Sharpe ratios. */
  readonly sharpeVariance: number;
};

/**
 * Deflated Sharpe ratio: the probabilistic Sharpe ratio against the one that the best of as many trials shows without skill (`expectedMaximumSharpe`).
 * Bailey and López de Prado 2014, The deflated Sharpe ratio. With one trial it is the probabilistic Sharpe ratio against 0.
 * The best of many varies less than one ratio does, so on noise 0.95 is passed less often than in 5 % of cases: it errs on the side of doubt.
 * in: simple returns of the chosen trial [N] or their moments  out: 0..1, above 0.95 is beyond chance; N/A below `fewest` returns
 */
export function deflatedSharpe(returns: Sample, { trials, sharpeVariance, ...options }: TrialOptions): Measure {
  return probabilisticSharpe(returns, { ...options, benchmark: expectedMaximumSharpe(trials, sharpeVariance) });
}
