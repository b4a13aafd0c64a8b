import { z } from "zod";
import path from "node:path";
import { modelSpec } from "../../catalogue/modelSpec.ts";
import { foldPlan } from "../../evaluation/run/planShape.ts";
import { modelTrial, type TrialParameters, type TuneOptions } from "../../tuning/index.ts";
import { QueueError } from "../error.ts";
import { trialWork } from "../work/trial.ts";
import type { Needs } from "../work/work.ts";
import type { HandIn } from "./openHandIn.ts";
import { queuedJobs } from "./queuedJobs.ts";

const ofModel = z.object({ dataset: z.string(), plan: foldPlan, spec: modelSpec });

/** Has the trials of a search over a model of the catalogue made through a queue, to the same values. An objective of one's own is code, and is refused. */
export function queuedTrials(handIn: HandIn, device: Needs = "cpu"): NonNullable<TuneOptions<unknown>["openJobs"]> {
  return (trial, { signal }) => {
    if (!Object.is(trial, modelTrial)) throw new QueueError(`the search "${trial.name}" tries an objective of your own, which is code, and a queue sends none. Run the search on one machine, without the queue; searches over models of the catalogue (tuneModel, npx marketbook tune) go through it`, "refused");
    return queuedJobs(handIn, {
      kind: trialWork, signal,
      order: ({ given, limits, seed, settings }: TrialParameters<unknown>) => {
        const { dataset: file, plan, spec } = ofModel.parse(given);
        return { parameters: { dataset: path.basename(file, ".dataset"), plan, spec, settings: { ...settings }, limits: [...limits], seed, device }, inputs: { [path.basename(file)]: file } };
      },
      take: async (_, { value }) => value,
    });
  };
}
