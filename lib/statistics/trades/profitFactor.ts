import { notAvailable, tooFew, type Measure } from "../measure.ts";
import { checkSamples } from "../samples.ts";
import { FEWEST_TRADES } from "./winRate.ts";

/** Profit factor, sum of the winning trades ÷ sum of the losing ones, after costs. in: net results [N], money  out: ≥ 0; N/A below `fewest` trades or if none lost */
export function profitFactor(results: ArrayLike<number>, { fewest = FEWEST_TRADES }: { readonly fewest?: number } = {}): Measure {
  const few = tooFew(results.length, fewest, "closed trades");
  if (few !== undefined) return few;
  const count = checkSamples("profitFactor", { results });
  let won = 0;
  let lost = 0;
  for (let k = 0; k < count; k++) {
    if (results[k]! > 0) won += results[k]!;
    else lost -= results[k]!;
  }
  return lost === 0 ? notAvailable("no trade lost") : won / lost;
}
