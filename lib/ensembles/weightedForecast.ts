import { EnsembleError } from "./error.ts";
import { checkMembers, type Members, requireSameNames, type Weights } from "./members.ts";

/** Weighted average Σ wₖ·fₖ of the members' forecasts. in: forecasts [N] by name, weights by the same names, Σ wₖ = 1  out: [N], unit of the forecasts */
export function weightedForecast(members: Members, weights: Weights): Float64Array {
  const count = checkMembers("weightedForecast", members);
  checkWeights(members, weights);
  const combined = new Float64Array(count);
  for (const [name, forecast] of Object.entries(members)) {
    const weight = weights[name]!;
    for (let t = 0; t < count; t++) combined[t] = combined[t]! + weight * forecast[t]!;
  }
  return combined;
}

function checkWeights(members: Members, weights: Weights): void {
  requireSameNames("weightedForecast", "weight", Object.keys(weights), Object.keys(members));
  for (const name of Object.keys(members)) {
    const weight = weights[name];
    if (!(weight !== undefined && weight >= 0)) throw new EnsembleError(`weightedForecast: the weight of "${name}" is ${weight}; a weight is at least 0`);
  }
  const sum = Object.values(weights).reduce((total, weight) => total + weight, 0);
  if (!(Math.abs(sum - 1) <= 1e-9)) throw new EnsembleError(`weightedForecast: the weights add up to ${sum}, not to 1; fixedWeights scales them`);
}
