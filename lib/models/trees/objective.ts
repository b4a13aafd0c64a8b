import { z } from "zod";
import { ModelError } from "../error.ts";

/** What trees are grown for. Their outputs are numbers, one number a level, the probability of class 1, or one probability a class. */
export const objectiveSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("squared") }),
  z.object({ kind: z.literal("quantiles"), levels: z.array(z.number()).min(1) }),
  z.object({ kind: z.literal("binary") }),
  z.object({ kind: z.literal("classes"), count: z.int().min(3) }),
]);
export type Objective = z.infer<typeof objectiveSchema>;

/** Numbers a row. */
export function outputsOf(objective: Objective): number {
  switch (objective.kind) {
    case "quantiles": return objective.levels.length;
    case "classes": return objective.count;
    default: return 1;
  }
}

/** Levels that ascend between 0 and 1 and hold the median, which is the forecast. */
export function checkLevels(name: string, levels: readonly number[]): void {
  const ascend = levels.every((level, q) => level > (levels[q - 1] ?? 0) && level < 1);
  if (!ascend || !levels.includes(0.5)) throw new ModelError(`${name}: levels must ascend between 0 and 1 and hold 0.5, which is the forecast; got ${levels.join(", ")}`);
}
