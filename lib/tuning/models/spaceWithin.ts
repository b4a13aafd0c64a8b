import type { Range, SearchSpace } from "../../catalogue/index.ts";
import { TuningError } from "../error.ts";

/** Settings of the catalogue's models that count steps of the window. */
const STEPS: ReadonlySet<string> = new Set(["kernelSize", "maxLag", "patch", "steps"]);

/**
 * A search space without the values that ask for more steps than a window has: such trials would all fail.
 * Other settings keep their ranges. A setting of which nothing is left is refused by name.
 */
export function spaceWithin(space: SearchSpace, lookback: number): SearchSpace {
  return Object.fromEntries(Object.entries(space).map(([name, range]) => [name, STEPS.has(name) ? within(name, range, lookback) : range]));
}

function within(name: string, range: Range, lookback: number): Range {
  if (range.kind === "choice") {
    const values = range.values.filter((value) => typeof value !== "number" || value <= lookback);
    if (values.length > 0) return { ...range, values };
    throw tooShort(name, range.values.join(", "), lookback);
  }
  if (range.low > lookback) throw tooShort(name, `${range.low} to ${range.high}`, lookback);
  return { ...range, high: Math.min(range.high, lookback) };
}

function tooShort(name: string, asked: string, lookback: number): TuningError {
  return new TuningError(`"${name}" is searched over ${asked} steps, and a window has ${lookback}. Give a longer lookback, or give ${name} a value that is not searched.`);
}
