import { z } from "zod";
import { modelSpec } from "../../catalogue/modelSpec.ts";
import { SCALER_KINDS } from "../../scaling/fittedScaler.ts";
import type { FoldPlan } from "../folds/foldPlan.ts";

const count = z.number().int().positive();
const range = z.object({ from: z.number().int(), to: z.number().int() });

/** A plan out of JSON. */
export const foldPlan: z.ZodType<FoldPlan> = z.object({
  folds: z.array(z.union([z.object({ train: range, test: range }), z.object({ groups: z.array(z.number()), train: z.array(range), test: z.array(range) })])),
  lookback: z.number().int().positive(),
  scaler: z.enum(SCALER_KINDS),
  validationShare: z.number(),
  selection: z.discriminatedUnion("method", [
    z.object({ method: z.literal("score"), by: z.enum(["rankIC", "ic", "mutualInformation"]), count, redundancy: z.number().exactOptional() }),
    z.object({ method: z.literal("stability"), count: count.exactOptional(), share: z.number().exactOptional() }),
    z.object({ method: z.literal("importance"), spec: modelSpec, count, lookback: count.exactOptional() }),
  ]).exactOptional(),
});
