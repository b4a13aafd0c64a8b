import { z } from "zod";
import type { Windows } from "../../windows/index.ts";
import { ModelError } from "../error.ts";

/** What brings a scaled column back to its own unit; left out where it was not scaled. Part of a saved state. */
export const unit = z.object({ offset: z.number(), scale: z.number() }).optional();
type Unit = z.infer<typeof unit>;

/** The unit of a column of the training windows, for a model to keep. */
export function unitOf({ units }: Windows, name: string | undefined): Unit {
  return name === undefined ? undefined : units?.[name];
}

/** Value of one column, so many steps before the last, in each window, in the column's own unit. out: [N] */
export function valuesAt({ columns, count, features, inputs, lookback }: Windows, name: string, back: number, { offset, scale }: NonNullable<Unit> = { offset: 0, scale: 1 }): Float64Array {
  const f = columns.indexOf(name);
  if (f < 0) throw new ModelError(`the windows have no column "${name}"; they have: ${columns.join(", ")}. Name one of them, or add it to the columns.`);
  return Float64Array.from({ length: count }, (_, n) => inputs[(n * lookback + lookback - 1 - back) * features + f]! * scale + offset);
}

/** Value of one column in the last step of each window, in its own unit. out: [N] */
export function lastValues(windows: Windows, name: string, own?: Unit): Float64Array {
  return valuesAt(windows, name, 0, own);
}
