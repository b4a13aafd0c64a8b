import { EnsembleError } from "./error.ts";

/** Forecasts of the same rows by the name of the model. */
export type Members = Readonly<Record<string, ArrayLike<number>>>;

/** Share of each model in the ensemble. None is negative and they add up to 1. */
export type Weights = Readonly<Record<string, number>>;

/** What a missing forecast does: it is refused by its name and row, or those present take over its share. */
export type MissingRule = "refuse" | "renormalise";

/**
 * Refuses an ensemble without members, members of unequal length and missing numbers, and returns the common length. A member that leaves rows out would change the ensemble unseen.
 * With "renormalise" NaN may stand for a missing forecast, but not in all members of a row.
 */
export function checkMembers(what: string, members: Members, missing: MissingRule = "refuse"): number {
  const [[firstName, first] = ["", undefined], ...others] = Object.entries(members);
  if (first === undefined) throw new EnsembleError(`${what}: there are no forecasts; give at least one by the name of its model`);
  for (const [name, forecast] of others) {
    if (forecast.length !== first.length) throw new EnsembleError(`${what}: "${firstName}" has ${first.length} rows and "${name}" has ${forecast.length}; forecast the same rows with each model`);
  }
  for (const [name, forecast] of Object.entries(members)) {
    for (let t = 0; t < forecast.length; t++) {
      if (Number.isFinite(forecast[t]!) || (missing === "renormalise" && Number.isNaN(forecast[t]!))) continue;
      throw new EnsembleError(`${what}: the forecast of "${name}" is ${forecast[t]} in row ${t}; leave out the model or the row`);
    }
  }
  if (missing === "renormalise") refuseEmptyRows(what, Object.values(members), first.length);
  return first.length;
}

function refuseEmptyRows(what: string, forecasts: readonly ArrayLike<number>[], count: number): void {
  for (let t = 0; t < count; t++) {
    if (forecasts.every((forecast) => Number.isNaN(forecast[t]!))) throw new EnsembleError(`${what}: no member has a forecast in row ${t}; leave out the row`);
  }
}

/** Refuses parts that fit no member, and members without a part. */
export function requireSameNames(what: string, part: string, given: readonly string[], names: readonly string[]): void {
  for (const name of names) if (!given.includes(name)) throw new EnsembleError(`${what}: there is no ${part} for "${name}"; give one for each of ${names.join(", ")}`);
  for (const name of given) if (!names.includes(name)) throw new EnsembleError(`${what}: the ${part} of "${name}" belongs to no forecast; there are: ${names.join(", ")}`);
}
