import { StatisticsError } from "../error.ts";
import { checkSamples } from "../samples.ts";

/** Pinball loss of a quantile forecast: mean of max(q·e, (q − 1)·e), e = actual − forecast. Koenker and Bassett 1978. in: [N], level q between 0 and 1  out: ≥ 0, unit of the values */
export function pinball(actual: ArrayLike<number>, forecast: ArrayLike<number>, level: number): number {
  const count = checkSamples("pinball", { actual, forecast });
  if (!(level > 0 && level < 1)) throw new StatisticsError(`pinball: the level must lie between 0 and 1, got ${level}`);
  let sum = 0;
  for (let t = 0; t < count; t++) {
    const e = actual[t]! - forecast[t]!;
    sum += Math.max(level * e, (level - 1) * e);
  }
  return sum / count;
}
