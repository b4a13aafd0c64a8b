import { type Ensemble, ensembleOf } from "../ensemble.ts";
import { fixedWeights } from "../fixedWeights.ts";
import { requireSameNames } from "../members.ts";

/** Weights chosen beforehand, scaled to add up to 1. in: a part ≥ 0 for each member, `SIX_MODEL_WEIGHTS` */
export function fixedEnsemble(parts: Readonly<Record<string, number>>): Ensemble {
  const weights = fixedWeights(parts);
  return ensembleOf({
    name: "fixed weights",
    begin: (names) => {
      requireSameNames("fixedEnsemble", "weight", Object.keys(weights), names);
      return { learn: () => undefined, state: () => ({ rule: "weights", weights: names.map((name) => weights[name]!), intercept: 0 }) };
    },
    restrictedTo: (names) => fixedEnsemble(Object.fromEntries(Object.entries(parts).filter(([name]) => names.includes(name)))),
  });
}
