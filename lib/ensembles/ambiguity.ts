import { averageForecasts } from "./averageForecasts.ts";
import { disagreement } from "./disagreement.ts";
import { checkMembers, type Members } from "./members.ts";

/** Mean squared errors, in the square of the forecasts' unit. `average` = `members` − `disagreement`. */
export type Ambiguity = { readonly members: number; readonly disagreement: number; readonly average: number };

/** Where the error of a simple average comes from: Σ(f̄−a)²/N = Σₖ Σ(fₖ−a)²/(K·N) − Σ d²/N, d the disagreement of a row. Krogh and Vedelsby 1995. in: actual values and forecasts [N] */
export function ambiguity(actual: ArrayLike<number>, members: Members): Ambiguity {
  checkMembers("ambiguity", { "actual values": actual, ...members });
  const forecasts = Object.values(members);
  return {
    members: forecasts.reduce((sum, forecast) => sum + meanSquare(forecast, actual), 0) / forecasts.length,
    disagreement: meanSquare(disagreement(members), new Float64Array(actual.length)),
    average: meanSquare(averageForecasts(members), actual),
  };
}

function meanSquare(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let squares = 0;
  for (let t = 0; t < one.length; t++) squares += (one[t]! - other[t]!) ** 2;
  return squares / one.length;
}
