import { z } from "zod";
import { settingsSchema, toldSchema } from "../defineTrial.ts";
import { spaceSchema } from "./spaceSchema.ts";

const begun = { number: z.int().nonnegative(), settings: settingsSchema, seed: z.number(), intermediate: z.array(toldSchema).readonly() };
const seconds = z.number();

/** One trial of a search, as its file holds it. */
export const trialRecord = z.discriminatedUnion("state", [
  /** Begun and not ended: a search that goes on runs it again. */
  z.object({ ...begun, state: z.literal("running") }),
  z.object({ ...begun, state: z.literal("complete"), value: z.number(), seconds }),
  /** Stopped early; the value is that of its last step. */
  z.object({ ...begun, state: z.literal("pruned"), value: z.number(), seconds }),
  /** The model refused, or its process died, for this reason. */
  z.object({ ...begun, state: z.literal("failed"), reason: z.string(), seconds }),
]).readonly();

export type TrialRecord = z.infer<typeof trialRecord>;

/** What makes a search this search: where it goes on, all of it must be the same. */
export const searchIdentity = z.object({
  trial: z.string(),
  given: z.unknown(),
  space: spaceSchema,
  sampler: z.enum(["random", "tpe"]),
  pruner: z.enum(["none", "successiveHalving"]),
  seed: z.number(),
  /** Trials that may be under way at once. */
  parallel: z.int().min(1),
});
export type SearchIdentity = z.infer<typeof searchIdentity>;
