import { StatisticsError } from "../error.ts";
import { checkSamples } from "../samples.ts";

/** Refuses trials that are none or not of the same days, and returns how many days they have. in: returns by trial, [K] of [N] */
export function checkTrials(what: string, returnsByTrial: readonly ArrayLike<number>[], fewest: number): number {
  if (returnsByTrial.length < fewest) throw new StatisticsError(`${what}: ${returnsByTrial.length} trials, ${fewest} needed; give the returns of every variant that was tried`);
  return checkSamples(what, Object.fromEntries(returnsByTrial.map((returns, k) => [`trial ${k}`, returns])));
}
