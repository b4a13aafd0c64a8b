import { type Ensemble, ensembleOf } from "../ensemble.ts";
import { EnsembleError } from "../error.ts";

export type BayesianOptions = {
  /** What a row's evidence keeps of its worth with each later row. 1 never forgets. Default 0.99: after 69 rows half. */
  readonly forgetting?: number;
  /** Rows from which the members' deviations are estimated before their forecasts are weighed. Default 20. */
  readonly minimum?: number;
};

/**
 * Bayesian model averaging: each member k believes N(fₖ, sₖ²), and the ensemble the mixture Σ wₖ·N(fₖ, sₖ²). Raftery et al. 2005, https://doi.org/10.1175/MWR2906.1.
 *   log wₖ ← α·log wₖ + log N(y; fₖ, sₖ²),  then scaled to Σ wₖ = 1
 * The weights follow the likelihood with which each member foretold the rows that are known, with forgetting α as Raftery, Kárný and Ettler 2010, https://doi.org/10.1198/TECH.2009.08104.
 * Without forgetting they tend to exp(−BIC/2). sₖ² is the mean squared error of the rows before, forgotten alike. A missing forecast is no evidence for or against its member.
 */
export function bayesianEnsemble({ forgetting = 0.99, minimum = 20 }: BayesianOptions = {}): Ensemble {
  if (!(forgetting > 0 && forgetting <= 1)) throw new EnsembleError(`bayesianEnsemble: forgetting must lie above 0 and at most at 1, got ${forgetting}`);
  if (!(Number.isInteger(minimum) && minimum >= 2)) throw new EnsembleError(`bayesianEnsemble: minimum must be a whole number of rows ≥ 2, got ${minimum}`);
  return ensembleOf({
    name: "Bayesian model averaging",
    begin: (names) => {
      let logs = names.map(() => 0);
      const [squares, worth, seen] = [new Float64Array(names.length), new Float64Array(names.length), new Int32Array(names.length)];
      const deviations = () => deviationsOf(squares, worth);
      return {
        learn: ({ forecasts }, actual) => {
          if (seen.every((rows) => rows >= minimum)) logs = weighed(logs, forecasts, actual, deviations(), forgetting);
          forecasts.forEach((forecast, k) => {
            if (Number.isNaN(forecast)) return;
            squares[k] = forgetting * squares[k]! + (forecast - actual) ** 2;
            worth[k] = forgetting * worth[k]! + 1;
            seen[k]!++;
          });
        },
        state: () => ({ rule: "mixture", weights: shares(logs), deviations: seen.every((rows) => rows >= minimum) ? deviations() : names.map(() => 0) }),
      };
    },
  });
}

/** Root mean squared errors, none below a thousandth of the typical one: a member that was right by luck may not have all the weight for ever. */
function deviationsOf(squares: Float64Array, worth: Float64Array): number[] {
  const variances = Array.from(squares, (sum, k) => sum / worth[k]!);
  const floor = (1e-6 * variances.reduce((sum, v) => sum + v, 0)) / variances.length;
  return variances.map((variance) => Math.sqrt(Math.max(variance, floor)));
}

function weighed(logs: readonly number[], forecasts: Float64Array, actual: number, deviations: readonly number[], forgetting: number): number[] {
  if (deviations.some((deviation) => deviation === 0)) return [...logs]; // nobody was ever wrong
  const likelihoods = logs.map((_, k) => {
    const z = (actual - forecasts[k]!) / deviations[k]!;
    return -Math.log(deviations[k]!) - (z * z) / 2;
  });
  const present = shares(logs.map((log, k) => (Number.isNaN(likelihoods[k]!) ? -Infinity : log)));
  const most = Math.max(...likelihoods.filter((l) => !Number.isNaN(l)));
  const ensemble = most + Math.log(likelihoods.reduce((sum, l, k) => (Number.isNaN(l) ? sum : sum + present[k]! * Math.exp(l - most)), 0));
  const updated = logs.map((log, k) => forgetting * log + (Number.isNaN(likelihoods[k]!) ? ensemble : likelihoods[k]!));
  const highest = Math.max(...updated);
  return updated.map((log) => log - highest);
}

/** exp of the logarithms, scaled to add up to 1. */
function shares(logs: readonly number[]): number[] {
  const highest = Math.max(...logs);
  const parts = logs.map((log) => Math.exp(log - highest));
  const sum = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => part / sum);
}
