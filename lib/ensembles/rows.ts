import { EnsembleError } from "./error.ts";
import type { MissingRule } from "./members.ts";

/** One row as the members see it: their forecasts in the ensemble's order, NaN where one is missing, and the market's regime. */
export type Row = { readonly forecasts: Float64Array; readonly regime: string };

export type RowOptions = {
  /** The market's regime in each row, known at that row. Default "unknown". [N] */
  readonly regimes?: readonly string[];
  /** Default "refuse". */
  readonly missing?: MissingRule;
};

/** Row t of the members. */
export function rowOf(forecasts: readonly ArrayLike<number>[], regimes: readonly string[] | undefined, t: number): Row {
  return { forecasts: Float64Array.from(forecasts, (forecast) => forecast[t]!), regime: regimes?.[t] ?? "unknown" };
}

export function requireLength(what: string, part: string, given: number, count: number): void {
  if (given !== count) throw new EnsembleError(`${what}: ${part} has ${given} rows and the forecasts have ${count}; give one value a row`);
}

/** The actual value of a row from which is learnt. */
export function requireActual(what: string, actual: ArrayLike<number>, t: number): number {
  if (!Number.isFinite(actual[t]!)) throw new EnsembleError(`${what}: actual is ${actual[t]} in row ${t}, from which it would learn; leave out the row`);
  return actual[t]!;
}

/** The bars of the rows, by default 0, 1, 2 …; refuses a horizon below one bar and rows that do not rise. */
export function checkRows(what: string, given: ArrayLike<number> | undefined, count: number, horizon: number): ArrayLike<number> {
  if (!(Number.isInteger(horizon) && horizon >= 1)) throw new EnsembleError(`${what}: horizon must be a whole number of bars ≥ 1, got ${horizon}. The label declares it.`);
  const rows = given ?? Int32Array.from({ length: count }, (_, t) => t);
  requireLength(what, "rows", rows.length, count);
  for (let t = 1; t < count; t++) {
    if (!(rows[t]! > rows[t - 1]!)) throw new EnsembleError(`${what}: row ${t} is bar ${rows[t]} behind bar ${rows[t - 1]}; give the rows in order of time, each once`);
  }
  return rows;
}
