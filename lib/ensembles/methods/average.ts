import { type Ensemble, ensembleOf } from "../ensemble.ts";

/** Simple average Σ fₖ/K. It learns nothing, and is hard to beat: what weights gain they often lose by being estimated (Timmermann 2006, "forecast combination puzzle"). */
export function averageEnsemble(): Ensemble {
  return ensembleOf({
    name: "average",
    begin: (names) => ({ learn: () => undefined, state: () => ({ rule: "weights", weights: names.map(() => 1 / names.length), intercept: 0 }) }),
  });
}
