import { averageRanks } from "../../analysis/index.ts";
import { StatisticsError } from "../error.ts";
import { notAvailable, type Measure } from "../measure.ts";
import { checkSamples } from "../samples.ts";

/**
 * Area under the ROC curve: chance that a row of class 1 has a higher score than one of class 0, ties one half, (R₁ − n₁(n₁+1)/2)/(n₁·n₀), R₁ the sum of ranks of class 1. Hanley and McNeil 1982.
 * in: classes 0 and 1, scores or probabilities of class 1 [N]  out: 0..1, 0.5 by chance; N/A if all rows are of one class
 */
export function rocAuc(actual: ArrayLike<number>, score: ArrayLike<number>): Measure {
  const count = checkSamples("rocAuc", { actual, score });
  const ranks = averageRanks(Float64Array.from(score));
  let [ones, sum] = [0, 0];
  for (let t = 0; t < count; t++) {
    if (actual[t] !== 0 && actual[t] !== 1) throw new StatisticsError(`rocAuc: "actual" is ${actual[t]} in row ${t}; give classes 0 and 1, one class against the rest where there are more`);
    if (actual[t] === 0) continue;
    ones++;
    sum += ranks[t]!;
  }
  return ones === 0 || ones === count ? notAvailable(`all rows are of class ${ones === 0 ? 0 : 1}`) : (sum - (ones * (ones + 1)) / 2) / (ones * (count - ones));
}
