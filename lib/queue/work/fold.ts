import { z } from "zod";
import { modelSpec } from "../../catalogue/modelSpec.ts";
import { defineWork } from "./work.ts";

export const digest = z.string().regex(/^[0-9a-f]{64}$/, "a digest has 64 hexadecimal digits");
/** What the work waits for. Networks gain from a GPU, trees and lines do not. */
export const device = z.enum(["gpu", "cpu"]).default("cpu");

/**
 * Fits one fold of a walk-forward and foretells its test.
 * in: `evaluation.json` and `<digest>.dataset`, as the folder of an evaluation holds them
 * out: the forecasts as `fold.oof`
 */
export const foldWork = defineWork("fold", {
  parameters: z.strictObject({ dataset: digest, spec: modelSpec, seed: z.int().nonnegative(), fold: z.int().nonnegative(), device }),
  result: z.strictObject({ seconds: z.number() }),
  needs: (parameters) => parameters.device,
  run: async (parameters, context) => (await import("./foretellOneFold.ts")).foretellOneFold(parameters, context),
});
