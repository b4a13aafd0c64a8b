import { StatisticsError } from "./error.ts";

/** Columns of numbers that belong together, by the name they have in the message. */
export type Samples = Readonly<Record<string, ArrayLike<number>>>;

/**
 * Refuses columns of unequal length, empty ones and missing numbers, and returns the common length.
 * Leaving rows out is a decision of the caller: a metric that skips them would compare models on different days.
 */
export function checkSamples(what: string, samples: Samples): number {
  const [[firstName, first] = ["", []], ...others] = Object.entries(samples);
  for (const [name, values] of others) {
    if (values.length !== first.length) throw new StatisticsError(`${what}: "${firstName}" has ${first.length} rows and "${name}" has ${values.length}; give one value a row in each`);
  }
  if (first.length === 0) throw new StatisticsError(`${what}: there are no rows; give at least one`);
  for (const [name, values] of Object.entries(samples)) {
    if (values instanceof Float64Array && allFinite(values)) continue;
    for (let t = 0; t < values.length; t++) {
      if (!Number.isFinite(values[t]!)) throw new StatisticsError(`${what}: "${name}" is ${values[t]} in row ${t}; leave out the rows without a number first`);
    }
  }
  return first.length;
}

/** A million numbers in a millisecond: zero times a missing or infinite number is not zero. */
function allFinite(x: Float64Array): boolean {
  let sum = 0;
  for (let t = 0; t < x.length; t++) sum += x[t]! * 0;
  return sum === 0;
}
