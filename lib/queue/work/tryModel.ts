import path from "node:path";
import { modelTrial, type TrialParameters, type TrialResult } from "../../tuning/index.ts";
import type { FoldPlan } from "../../evaluation/index.ts";
import type { ModelSpec } from "../../catalogue/index.ts";
import type { WorkContext } from "./work.ts";

type Tried = Omit<TrialParameters<unknown>, "given"> & { readonly dataset: string; readonly plan: FoldPlan; readonly spec: ModelSpec };

/** The trial that a search on one machine runs, on the dataset that came with it. */
export async function tryModel({ dataset, limits, plan, seed, settings, spec }: Tried, { attempt, inputs, report, signal }: WorkContext): Promise<TrialResult> {
  const ask = async (): Promise<never> => { throw new Error("a trial asks nothing"); };
  const given = { dataset: path.join(inputs, `${dataset}.dataset`), plan, spec };
  return modelTrial.result.parse(await modelTrial.call({ settings, given, seed, limits }, { attempt, ask, report, signal }));
}
