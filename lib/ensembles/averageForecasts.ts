import { checkMembers, type Members } from "./members.ts";
import { weightedForecast } from "./weightedForecast.ts";

/**
 * Simple average Σ fₖ/K of the members' forecasts. in: forecasts [N] by name  out: [N], unit of the forecasts
 * Its squared error is the mean of the members' less their squared disagreement, so never above the mean (Krogh and Vedelsby 1995).
 */
export function averageForecasts(members: Members): Float64Array {
  checkMembers("averageForecasts", members);
  const names = Object.keys(members);
  return weightedForecast(members, Object.fromEntries(names.map((name) => [name, 1 / names.length])));
}
