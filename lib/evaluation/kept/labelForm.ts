import { z } from "zod";
import type { Label } from "../../labels/index.ts";
import type { LabelForm } from "../folds/outOfFold.ts";

/** A label without its values, in a file. */
export const labelForm = z.object({
  name: z.string(),
  horizon: z.number().int().positive(),
  kind: z.enum(["change", "level", "class"]).default("change"),
  classes: z.array(z.string()).optional(),
});

/** The label with its values again. */
export function labelOf(form: z.output<typeof labelForm>, values: Float64Array): Label {
  return { ...formOf(form), values };
}

export function formOf({ classes, horizon, kind, name }: z.output<typeof labelForm>): LabelForm {
  return { name, horizon, kind, ...(classes === undefined ? {} : { classes }) };
}
