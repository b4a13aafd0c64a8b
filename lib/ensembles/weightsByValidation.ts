import { EnsembleError } from "./error.ts";
import { fixedWeights } from "./fixedWeights.ts";
import { checkMembers, type Members, type Weights } from "./members.ts";

/**
 * Weights in proportion to 1/MSE of each member (Bates and Granger 1969, errors taken as uncorrelated).
 * in: actual values and forecasts of the validation rows [N]; rows of the test would make the ensemble know its own examination
 * Members without any error share all the weight.
 */
export function weightsByValidation(actual: ArrayLike<number>, members: Members): Weights {
  const count = checkMembers("weightsByValidation", { actual, ...members });
  if ("actual" in members) throw new EnsembleError('weightsByValidation: a model cannot be named "actual"; rename it');
  if (count === 0) throw new EnsembleError("weightsByValidation: there are no validation rows; give at least one");
  const errors = Object.entries(members).map(([name, forecast]): [string, number] => {
    let squares = 0;
    for (let t = 0; t < count; t++) squares += (forecast[t]! - actual[t]!) ** 2;
    return [name, squares / count];
  });
  const isPerfect = errors.some(([, error]) => error === 0);
  return fixedWeights(Object.fromEntries(errors.map(([name, error]) => [name, isPerfect ? Number(error === 0) : 1 / error])));
}
