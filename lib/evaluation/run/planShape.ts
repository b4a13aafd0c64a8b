import { z } from "zod";
import { SCALER_KINDS } from "../../scaling/fittedScaler.ts";
import type { FoldPlan } from "../folds/foldPlan.ts";

const range = z.object({ from: z.number().int(), to: z.number().int() });

/** A plan out of JSON. */
export const foldPlan: z.ZodType<FoldPlan> = z.object({
  folds: z.array(z.union([z.object({ train: range, test: range }), z.object({ groups: z.array(z.number()), train: z.array(range), test: z.array(range) })])),
  lookback: z.number().int().positive(),
  scaler: z.enum(SCALER_KINDS),
  validationShare: z.number(),
  selection: z.object({ method: z.literal("score"), by: z.enum(["rankIC", "ic", "mutualInformation"]), count: z.number().int().positive(), redundancy: z.number().exactOptional() }).exactOptional(),
});
