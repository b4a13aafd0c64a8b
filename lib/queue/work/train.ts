import { z } from "zod";
import { modelSpec } from "../../catalogue/modelSpec.ts";
import { foldPlan } from "../../evaluation/run/planShape.ts";
import { device, digest } from "./fold.ts";
import { defineWork } from "./work.ts";

/**
 * Fits a model on one fold of a dataset and foretells its test.
 * in: the input `<digest>.dataset`, as `saveDataset` writes it
 * out: `model/`, as `saveForecaster` writes it, and the forecasts `outOfFold`; the value tells the digest of the weights
 */
export const trainWork = defineWork("train", {
  parameters: z.strictObject({
    dataset: digest,
    spec: modelSpec,
    plan: foldPlan,
    /** Number of the fold in the plan, from 0. */
    fold: z.int().nonnegative().default(0),
    seed: z.int().nonnegative(),
    device,
    /** Steps between two checkpoints within an epoch; each epoch ends with one. */
    everySteps: z.int().positive().exactOptional(),
    /** Goes into the model's card. */
    about: z.record(z.string(), z.unknown()).exactOptional(),
  }),
  result: z.strictObject({ weights: digest, seconds: z.number(), windows: z.number() }),
  needs: (parameters) => parameters.device,
  run: async (parameters, context) => (await import("./trainModel.ts")).trainModel(parameters, context),
});

export type TrainParameters = Parameters<typeof trainWork.needs>[0];
