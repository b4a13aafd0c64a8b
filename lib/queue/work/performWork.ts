import { z } from "zod";
import { defineJob, type Job } from "../../jobs/index.ts";
import { checkpointKeeper } from "./checkpointKeeper.ts";
import { printReport } from "./printed.ts";
import type { Work } from "./work.ts";

const order = z.object({ kind: z.string(), parameters: z.unknown(), inputs: z.string(), outputs: z.string(), checkpoint: z.string(), attempt: z.number() });

/** What a process that works is told: folders of its machine, which never travel. */
export type WorkOrder = z.infer<typeof order>;

/** The kinds of work that a queue knows, and the module that exports them as a job: a process of its own imports it. */
export type WorkList = { readonly module: URL; readonly kinds: readonly Work[] };

/** The job by which a process does one of the kinds. */
export function performWork(kinds: readonly Work[]): Job<WorkOrder, unknown> {
  return defineJob("work", { parameters: order, result: z.unknown() }, async ({ attempt, kind, parameters, ...folders }, { ask, report, signal }) => {
    const work = kinds.find(({ name }) => name === kind);
    if (work === undefined) throw new Error(`there is no work "${kind}" here`);
    const keeper = checkpointKeeper(folders.checkpoint, ask);
    try {
      return work.result.parse(await work.run(parameters, { ...folders, attempt, report, signal, print: (text) => report(printReport(text)), keepCheckpoint: keeper.keep }));
    } finally {
      await keeper.settled();
    }
  });
}
