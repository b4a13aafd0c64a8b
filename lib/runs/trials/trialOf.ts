import { isAvailable, kurtosis, moments, sharpe, simpleReturns, skewness, type Measure } from "../../statistics/index.ts";
import type { Trial } from "./trial.ts";

/** A variant and its equity as a trial. A ruined one, or one that never moved, has no Sharpe ratio and counts all the same. in: equity at each close of the tested rows [N] */
export function trialOf({ costs = {}, parameters = {}, strategy }: Pick<Trial, "strategy"> & Partial<Pick<Trial, "costs" | "parameters">>, equity: ArrayLike<number>): Trial {
  const returns = isAbove(equity) ? simpleReturns(equity) : new Float64Array(0);
  const variant = { strategy, parameters, costs };
  if (returns.length === 0) return { ...variant, sharpe: null, observations: 0, skewness: null, kurtosis: null };
  const known = moments(returns);
  return { ...variant, sharpe: numberOf(sharpe(known, { periodsPerYear: 1 })), observations: returns.length, skewness: numberOf(skewness(known)), kurtosis: numberOf(kurtosis(known)) };
}

const numberOf = (measure: Measure): number | null => (isAvailable(measure) ? measure : null);

function isAbove(equity: ArrayLike<number>): boolean {
  for (let t = 0; t < equity.length; t++) if (!(equity[t]! > 0)) return false;
  return equity.length > 0;
}
