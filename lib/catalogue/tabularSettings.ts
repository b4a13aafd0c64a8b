import { z } from "zod";
import type { Range } from "./searchSpace.ts";

/** Settings of models that read a window as one row of a table. */
export const steps = z.union([z.int().min(1).max(10_000), z.literal("all")]).default(1).describe("Last steps of the window that are read; factors hold their own history");

export const classWeights = z.enum(["equal", "balanced"]).default("equal").describe("balanced: all classes weigh the same, however rare");

/** Range of `steps`, within windows of at least five steps. */
export const stepsSpace = { kind: "choice", values: [1, 2, 5] } as const satisfies Range;
