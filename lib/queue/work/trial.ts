import { z } from "zod";
import { modelSpec } from "../../catalogue/modelSpec.ts";
import { foldPlan } from "../../evaluation/run/planShape.ts";
import { choiceSchema } from "../../tuning/search/spaceSchema.ts";
import { device, digest } from "./fold.ts";
import { defineWork } from "./work.ts";

const step = z.strictObject({ step: z.int().min(1), value: z.number() });

/**
 * One trial of a search: a model of the catalogue with settings, over the folds of a plan. An objective of a user's own is code, and is not sent.
 * in: the input `<digest>.dataset`, as `saveDataset` writes it
 * out: what the settings are worth; no files
 */
export const trialWork = defineWork("trial", {
  parameters: z.strictObject({
    dataset: digest, plan: foldPlan, spec: modelSpec,
    /** Over those of the spec. */
    settings: z.record(z.string(), choiceSchema),
    seed: z.int().nonnegative(),
    /** From which value on the trial ends after a step. */
    limits: z.array(z.strictObject({ step: z.number(), most: z.number() })),
    device,
  }),
  result: z.strictObject({ state: z.enum(["complete", "pruned"]), value: z.number(), intermediate: z.array(step), seconds: z.number() }),
  needs: (parameters) => parameters.device,
  run: async (parameters, context) => (await import("./tryModel.ts")).tryModel(parameters, context),
});
