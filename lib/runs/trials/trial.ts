import { z } from "zod";
import { digestValue } from "../record/digest.ts";
import { trialData, type TrialData } from "./trialData.ts";

const trial = z.object({
  strategy: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  costs: z.record(z.string(), z.unknown()),
  /** Sharpe ratio a period; null where it has none: too few returns, or none that vary. Such a trial counts too. */
  sharpe: z.number().nullable(),
  observations: z.int().nonnegative(),
  skewness: z.number().nullable(),
  kurtosis: z.number().nullable(),
});

/** One strategy with one set of parameters and costs, and what came of it. */
export type Trial = z.infer<typeof trial>;

export const trialLine = z.object({ by: z.string(), data: trialData, trials: z.array(trial).min(1) });

/** A line of the ledger: trials of one moment on the same data, and the notebook or command that made them. */
export type TrialLine = z.infer<typeof trialLine>;

/** What makes a variant: strategy, parameters and costs. The code is not in it. */
export function variantOf({ costs, parameters, strategy }: Trial): string {
  return digestValue({ costs, parameters, strategy });
}

/**
 * A trial's own name. Equal for a repetition, on any machine; another where the same variant came out otherwise on the same rows: then its code was changed, which is one more try.
 */
export function trialKey(one: Trial, data: TrialData): string {
  const closes = data.assets.map((asset) => asset.closes).join(" ");
  return `${variantOf(one)} ${closes} ${one.sharpe === null ? "none" : one.sharpe.toPrecision(6)}`;
}
