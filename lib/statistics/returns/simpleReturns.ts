import { StatisticsError } from "../error.ts";
import { checkSamples } from "../samples.ts";

/** Simple returns of an equity curve, e[t]/e[t−1] − 1. in: equity [N], positive but for its last rows after ruin  out: [N−1], a share, 0.01 is 1 % */
export function simpleReturns(equity: ArrayLike<number>): Float64Array {
  const count = equity.length;
  if (count === 0 || !Number.isFinite(equity[count - 1])) checkSamples("simpleReturns", { equity });
  const returns = new Float64Array(count - 1);
  for (let t = 0; t + 1 < count; t++) {
    const before = equity[t]!;
    if (!(before > 0 && before < Infinity)) refuse(equity, t);
    returns[t] = equity[t + 1]! / before - 1;
  }
  return returns;
}

function refuse(equity: ArrayLike<number>, row: number): never {
  checkSamples("simpleReturns", { equity });
  throw new StatisticsError(`simpleReturns: equity is ${equity[row]} in row ${row}; returns exist only while it is above 0`);
}
