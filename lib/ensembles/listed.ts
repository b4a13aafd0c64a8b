import { z } from "zod";
import type { Ensemble } from "./ensemble.ts";
import { EnsembleError } from "./error.ts";
import { averageEnsemble } from "./methods/average.ts";
import { bayesianEnsemble } from "./methods/bayesian.ts";
import { fixedEnsemble } from "./methods/fixed.ts";
import { recentEnsemble } from "./methods/recent.ts";
import { regimeEnsemble } from "./methods/regimeSwitch.ts";
import { stackingEnsemble } from "./methods/stacking.ts";
import { voteEnsemble } from "./methods/vote.ts";
import { VOTE_READINGS } from "./state.ts";

/** An ensemble as plain data: its kind and what is set otherwise than by default. */
export type EnsembleSpec = { readonly kind: string; readonly settings?: Readonly<Record<string, unknown>> };

/** One kind of ensemble: what it does, and how it is made of settings. */
export type ListedEnsemble = { readonly kind: string; readonly summary: string; make(settings: unknown): Ensemble };

const rows = z.number().int().positive().exactOptional();
const number = z.number().exactOptional();
const parts = z.record(z.string(), z.number());

/** The seven ways to combine, simplest first. */
export const ENSEMBLES: readonly ListedEnsemble[] = [
  listed("average", "Simple average", z.strictObject({}), () => averageEnsemble()),
  listed("fixed", "Weights chosen beforehand", z.strictObject({ weights: parts }), ({ weights }) => fixedEnsemble(weights)),
  listed("recent", "Weights by recent performance: 1/MSE of the last known rows", z.strictObject({ window: rows, minimum: rows, power: number }), recentEnsemble),
  listed("stacking", "Linear model of the out-of-fold forecasts, weights not negative", z.strictObject({ learner: z.enum(["nonNegative", "ridge"]).exactOptional(), shrinkage: number, minimum: rows, isConvex: z.boolean().exactOptional() }), stackingEnsemble),
  listed("bayesian", "Bayesian model averaging by sequential likelihood, with forgetting", z.strictObject({ forgetting: number, minimum: rows }), bayesianEnsemble),
  listed("vote", "Majority vote that abstains below a confidence", z.strictObject({ reads: z.enum(VOTE_READINGS).exactOptional(), threshold: number, sure: number, votes: parts.exactOptional() }), voteEnsemble),
  listed("regime", "Switching by regime: trend, range, expansion", z.strictObject({ madeFor: z.record(z.string(), z.string()).exactOptional(), minimum: rows }), regimeEnsemble),
];

/** The ensemble that plain data name. An unknown kind or setting is refused with those there are. */
export function ensembleOfSpec({ kind, settings = {} }: EnsembleSpec): Ensemble {
  const found = ENSEMBLES.find((one) => one.kind === kind);
  if (!found) throw new EnsembleError(`there is no ensemble "${kind}"; there are: ${ENSEMBLES.map((one) => one.kind).join(", ")}`);
  return found.make(settings);
}

function listed<T>(kind: string, summary: string, schema: z.ZodType<T>, make: (settings: T) => Ensemble): ListedEnsemble {
  return {
    kind,
    summary,
    make: (settings) => {
      const parsed = schema.safeParse(settings);
      if (parsed.success) return make(parsed.data);
      const { message, path } = parsed.error.issues[0]!;
      throw new EnsembleError(`the settings of the ensemble "${kind}" are wrong${path.length > 0 ? ` at "${path.join(".")}"` : ""}: ${message}`);
    },
  };
}
