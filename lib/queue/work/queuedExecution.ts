import { z } from "zod";

/** The file in which a worker tells how an execution went. */
export const EXECUTION_FILE = "execution.json";

export const queuedExecution = z.object({
  seconds: z.number(),
  /** The cell as in `In [3]`, 0 where none was reached. */
  failure: z.object({ cell: z.number(), errorName: z.string(), errorMessage: z.string() }).nullable(),
  /** How often something was repeated. */
  repeated: z.number(),
  peakMemoryBytes: z.number().optional(),
  /** The machine that worked it. */
  machine: z.object({ system: z.string(), processor: z.string(), cores: z.number(), memory: z.number(), node: z.string() }),
});
export type QueuedExecution = z.infer<typeof queuedExecution>;
