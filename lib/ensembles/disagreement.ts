import { checkMembers, type Members } from "./members.ts";

/** Disagreement: standard deviation of the members' forecasts in each row, √(Σ(fₖ − f̄)²/K). in: forecasts [N] by name  out: [N], unit of the forecasts; 0 for one member */
export function disagreement(members: Members): Float64Array {
  const count = checkMembers("disagreement", members);
  const forecasts = Object.values(members);
  return Float64Array.from({ length: count }, (_, t) => {
    const centre = forecasts.reduce((sum, forecast) => sum + forecast[t]!, 0) / forecasts.length;
    return Math.sqrt(forecasts.reduce((sum, forecast) => sum + (forecast[t]! - centre) ** 2, 0) / forecasts.length);
  });
}
