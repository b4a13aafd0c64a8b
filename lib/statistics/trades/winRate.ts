import { tooFew, type Measure } from "../measure.ts";
import { checkSamples } from "../samples.ts";

/** Fewest closed trades from which a statistic of trades is told. */
export const FEWEST_TRADES = 10;

/** Share of trades that won, after costs; a result of 0 did not win. in: net results [N], money  out: 0..1; N/A below `fewest` trades */
export function winRate(results: ArrayLike<number>, { fewest = FEWEST_TRADES }: { readonly fewest?: number } = {}): Measure {
  const few = tooFew(results.length, fewest, "closed trades");
  if (few !== undefined) return few;
  const count = checkSamples("winRate", { results });
  let wins = 0;
  for (let k = 0; k < count; k++) if (results[k]! > 0) wins++;
  return wins / count;
}
