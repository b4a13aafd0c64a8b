import { z } from "zod";
import { defineJob, type Job } from "../jobs/index.ts";
import { choiceSchema } from "./search/spaceSchema.ts";
import type { Settings } from "./samplers/sampler.ts";

/** What a running trial is given besides its settings. */
export type TrialContext = {
  /** Of the search: settings are compared on the same draws. */
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Tells the value after a step (1, 2 …: a fold, an epoch), the smaller the better. Ends the trial where it is too large to go on. */
  report(step: number, value: number): void;
};

const number = z.number();
export const settingsSchema = z.record(z.string(), choiceSchema).readonly();
/** What a trial tells after a step. */
export const toldSchema = z.object({ step: z.int().min(1), value: number }).readonly();
export type Told = z.output<typeof toldSchema>;
const resultSchema = z.object({ state: z.enum(["complete", "pruned"]), value: number, intermediate: z.array(toldSchema).readonly(), seconds: number });
export type TrialResult = z.output<typeof resultSchema>;
export type TrialParameters<Given> = { readonly settings: Settings; readonly given: Given; readonly seed: number; readonly limits: readonly { readonly step: number; readonly most: number }[] };

/** A trial that worker processes can run: see `defineTrial`. */
export type Trial<Given> = Job<TrialParameters<Given>, TrialResult>;

/** Ends a trial from within. */
class Pruned extends Error {}

/**
 * A trial of a search: what settings are worth, the smaller the better. `given` is what all trials of the search share, as JSON.
 * The value may depend on the settings, `given` and the seed alone. Export what this returns, so that worker processes find it.
 */
export function defineTrial<Given, Read>(
  name: string,
  given: z.ZodType<Read, Given>,
  run: (settings: Settings, given: Read, context: TrialContext) => Promise<number>,
): Trial<Given> {
  const parameters = z.object({ settings: settingsSchema, given, seed: number, limits: z.array(z.object({ step: number, most: number })) });
  return defineJob(name, { parameters, result: resultSchema }, async ({ given: shared, limits, seed, settings }, { report, signal }): Promise<TrialResult> => {
    const begin = performance.now();
    const intermediate: Told[] = [];
    const tell = (step: number, value: number): void => {
      if (!Number.isFinite(value)) throw new RangeError(`the value after step ${step} is ${value}`);
      intermediate.push({ step, value });
      report({ step, value });
      const limit = limits.find((one) => one.step === step);
      if (limit && value > limit.most) throw new Pruned();
    };
    const ended = (state: "complete" | "pruned", value: number): TrialResult => ({ state, value, intermediate, seconds: (performance.now() - begin) / 1000 });
    try {
      const value = await run(settings, shared, { seed, signal, report: tell });
      if (!Number.isFinite(value)) throw new RangeError(`the value is ${value}`);
      return ended("complete", value);
    } catch (error) {
      if (error instanceof Pruned) return ended("pruned", intermediate.at(-1)!.value);
      throw error;
    }
  });
}
