import { mkdtempSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { makeFolder } from "../../market/files/makeFolder.ts";
import type { EvaluateOptions, FoldTask } from "../../evaluation/index.ts";
import { foldFile, readEvaluation } from "../../evaluation/run/evaluationFolder.ts";
import { foldWork } from "../work/fold.ts";
import type { Needs } from "../work/work.ts";
import type { HandIn } from "./openHandIn.ts";
import { queuedJobs } from "./queuedJobs.ts";

/** Has the folds of `evaluate` fitted through a queue; their files come back into its folder, the same to the last bit. */
export function queuedFolds(handIn: HandIn, device: Needs = "cpu"): NonNullable<EvaluateOptions["openJobs"]> {
  return ({ signal }) => queuedJobs(handIn, {
    kind: foldWork, signal,
    order: ({ folder, ...task }: FoldTask & { readonly folder: string }) => {
      const { dataset } = readEvaluation(folder);
      const files = ["evaluation.json", `${dataset}.dataset`];
      return { parameters: { dataset, ...task, device }, inputs: Object.fromEntries(files.map((name) => [name, path.join(folder, name)])) };
    },
    take: async ({ folder, ...task }, { fetchOutputs, value }) => {
      const target = foldFile(folder, task);
      makeFolder(path.dirname(target));
      const fetched = mkdtempSync(`${target}.draft-`);
      try {
        await fetchOutputs(fetched);
        renameSync(path.join(fetched, "fold.oof"), target);
      } finally {
        rmSync(fetched, { recursive: true, force: true });
      }
      return value;
    },
  });
}
