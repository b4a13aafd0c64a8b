import type { Range, SearchSpace } from "../../catalogue/searchSpace.ts";
import { TuningError } from "../error.ts";

/** Refuses a space without a range, and ranges that hold nothing or cannot be drawn from. */
export function checkSpace(space: SearchSpace): void {
  if (Object.keys(space).length === 0) throw new TuningError("the search space is empty; name at least one setting with its range");
  for (const [name, range] of Object.entries(space)) {
    const wrong = fault(range);
    if (wrong !== undefined) throw new TuningError(`the search space's range of "${name}" ${wrong}`);
  }
}

function fault(range: Range): string | undefined {
  if (range.kind === "choice") return range.values.length === 0 ? "has no value to choose; give at least one" : undefined;
  const { high, log, low } = range;
  if (!Number.isFinite(low) || !Number.isFinite(high) || low > high) return `goes from ${low} to ${high}; give finite bounds, the lower one first`;
  if (log && !(low > 0)) return `is drawn by its logarithm and begins at ${low}; begin above 0`;
  if (range.kind === "float") return undefined;
  const step = range.step ?? 1;
  if (!Number.isInteger(low) || !Number.isInteger(high)) return `is of whole numbers and goes from ${low} to ${high}; give whole bounds`;
  if (!Number.isInteger(step) || step < 1) return `has steps of ${step}; give a whole number ≥ 1`;
  return log && low <= step / 2 ? `is drawn by its logarithm and begins at ${low} in steps of ${step}; begin above half a step` : undefined;
}
