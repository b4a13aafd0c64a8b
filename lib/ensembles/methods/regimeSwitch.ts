import { type Ensemble, ensembleOf } from "../ensemble.ts";
import { EnsembleError } from "../error.ts";
import { requireSameNames } from "../members.ts";
import { inverseErrors } from "./inverseErrors.ts";

export type RegimeSwitchOptions = {
  /**
   * The regime each member is made for: { momentum: "trend", reversion: "range", breakout: "expansion" }, or "any".
   * Without it the members are weighted by 1/MSE in each regime's known rows.
   */
  readonly madeFor?: Readonly<Record<string, string>>;
  /** Rows of a regime that must be known before its learnt weights differ from equal ones. Default 30. */
  readonly minimum?: number;
};

/**
 * Switching by regime: in each row only the members made for its regime speak, with equal weight.
 * A regime that no member is made for, "unknown" before the regime's columns are warm among them, is answered by the average of all.
 */
export function regimeEnsemble({ madeFor, minimum = 30 }: RegimeSwitchOptions = {}): Ensemble {
  if (!(Number.isInteger(minimum) && minimum >= 1)) throw new EnsembleError(`regimeEnsemble: minimum must be a whole number of rows ≥ 1, got ${minimum}`);
  const kept = (names: readonly string[]) => (madeFor ? { madeFor: Object.fromEntries(Object.entries(madeFor).filter(([name]) => names.includes(name))) } : {});
  return ensembleOf({
    name: "regime switch",
    begin: (names) => {
      const equal = names.map(() => 1 / names.length);
      if (madeFor) {
        requireSameNames("regimeEnsemble", "regime", Object.keys(madeFor), names);
        return { learn: () => undefined, state: () => ({ rule: "regime", weights: equal, byRegime: assigned(names, madeFor) }) };
      }
      const known = new Map<string, { readonly squares: Float64Array; readonly counts: Float64Array; rows: number }>();
      return {
        learn: ({ forecasts, regime }, actual) => {
          const own = known.get(regime) ?? { squares: new Float64Array(names.length), counts: new Float64Array(names.length), rows: 0 };
          known.set(regime, own);
          own.rows++;
          forecasts.forEach((forecast, k) => {
            if (Number.isNaN(forecast)) return;
            own.squares[k]! += (forecast - actual) ** 2;
            own.counts[k]!++;
          });
        },
        state: () => {
          const learnt = [...known].filter(([, { rows }]) => rows >= minimum).map(([regime, { counts, squares }]) => [regime, inverseErrors(Array.from(squares, (sum, k) => sum / counts[k]!))]);
          return { rule: "regime", weights: equal, byRegime: Object.fromEntries(learnt) };
        },
      };
    },
    restrictedTo: (names) => regimeEnsemble({ ...kept(names), minimum }),
  });
}

/** Equal weights of the members made for each regime, and of those made for any. */
function assigned(names: readonly string[], madeFor: Readonly<Record<string, string>>): Record<string, number[]> {
  const regimes = [...new Set(Object.values(madeFor))].filter((regime) => regime !== "any");
  return Object.fromEntries(regimes.map((regime) => {
    const speaks = names.map((name) => madeFor[name] === regime || madeFor[name] === "any");
    const count = speaks.filter(Boolean).length;
    return [regime, speaks.map((does) => (does ? 1 / count : 0))];
  }));
}
