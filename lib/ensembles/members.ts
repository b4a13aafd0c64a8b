import { EnsembleError } from "./error.ts";

/** Forecasts of the same rows by the name of the model. */
export type Members = Readonly<Record<string, ArrayLike<number>>>;

/** Share of each model in the ensemble. None is negative and they add up to 1. */
export type Weights = Readonly<Record<string, number>>;

/** Refuses an ensemble without members, members of unequal length and missing numbers, and returns the common length. A member that leaves rows out would change the ensemble unseen. */
export function checkMembers(what: string, members: Members): number {
  const [[firstName, first] = ["", undefined], ...others] = Object.entries(members);
  if (first === undefined) throw new EnsembleError(`${what}: there are no forecasts; give at least one by the name of its model`);
  for (const [name, forecast] of others) {
    if (forecast.length !== first.length) throw new EnsembleError(`${what}: "${firstName}" has ${first.length} rows and "${name}" has ${forecast.length}; forecast the same rows with each model`);
  }
  for (const [name, forecast] of Object.entries(members)) {
    for (let t = 0; t < forecast.length; t++) {
      if (!Number.isFinite(forecast[t]!)) throw new EnsembleError(`${what}: the forecast of "${name}" is ${forecast[t]} in row ${t}; leave out the model or the row`);
    }
  }
  return first.length;
}
