import { StatisticsError } from "../error.ts";
import { checkSamples } from "../samples.ts";

/** Simple returns of an equity curve, e[t]/e[t−1] − 1. in: equity [N], positive but for its last rows after ruin  out: [N−1], a share, 0.01 is 1 % */
export function simpleReturns(equity: ArrayLike<number>): Float64Array {
  const count = checkSamples("simpleReturns", { equity });
  const returns = new Float64Array(count - 1);
  for (let t = 0; t + 1 < count; t++) {
    if (!(equity[t]! > 0)) throw new StatisticsError(`simpleReturns: equity is ${equity[t]} in row ${t}; returns exist only while it is above 0`);
    returns[t] = equity[t + 1]! / equity[t]! - 1;
  }
  return returns;
}
