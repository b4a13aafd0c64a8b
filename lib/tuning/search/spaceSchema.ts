import { z } from "zod";
import type { Choice, Range, SearchSpace } from "../../catalogue/searchSpace.ts";

/** Reads one value of a setting out of JSON. */
export const choiceSchema: z.ZodType<Choice, Choice> = z.union([z.string(), z.number(), z.boolean(), z.array(z.number()).readonly()]);

const bounds = { low: z.number(), high: z.number(), log: z.boolean().exactOptional() };
const range: z.ZodType<Range> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("float"), ...bounds }),
  z.strictObject({ kind: z.literal("whole"), ...bounds, step: z.number().exactOptional() }),
  z.strictObject({ kind: z.literal("choice"), values: z.array(choiceSchema).readonly() }),
]);

/** Reads a search space out of JSON. */
export const spaceSchema: z.ZodType<SearchSpace> = z.record(z.string(), range);
