import { averageRanks } from "../../analysis/index.ts";
import { correlation } from "./correlation.ts";
import type { Measure } from "../measure.ts";
import { checkSamples } from "../samples.ts";

/** Rank information coefficient: Spearman correlation of forecast and outcome, ties averaged. in: [N]  out: −1..1 */
export function rankIC(actual: ArrayLike<number>, forecast: ArrayLike<number>): Measure {
  checkSamples("rankIC", { actual, forecast });
  return correlation(averageRanks(Float64Array.from(forecast)), averageRanks(Float64Array.from(actual)));
}
