import { z } from "zod";
import { AnalysisError } from "./error.ts";
import { fittedSelection, type FittedSelection } from "./fittedSelection.ts";

const row = z.number().int().nonnegative();
/** JSON has no NaN and writes null. */
const number = z.number().nullable().transform((value) => value ?? Number.NaN);
const savedSelection = z.strictObject({
  fold: z.strictObject({ from: row, to: row }),
  label: z.string(),
  horizon: z.number().int().positive(),
  by: z.enum(["rankIC", "ic", "mutualInformation", "stability", "importance"]),
  names: z.array(z.string()),
  scores: z.array(z.strictObject({ column: z.string(), value: number, t: number, z: number, strength: number, p: number, q: number, pBest: number, rows: row })),
  chance: z.strictObject({ tried: row, best: number, bestOfIndependent: number }),
  mostFalse: z.number().exactOptional(),
});

/** The selection that `toJSON` wrote. Data of any other form is refused with the path of the first wrong field. */
export function selectionFromJSON(data: unknown): FittedSelection {
  const parsed = savedSelection.safeParse(data);
  if (!parsed.success) {
    const { message, path } = parsed.error.issues[0]!;
    throw new AnalysisError(`this is not a saved selection: at "${path.join(".")}": ${message}; fit it again`);
  }
  return fittedSelection(parsed.data);
}
