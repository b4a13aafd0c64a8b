import { differentiate, likelihoodOf, type Garch, type Slopes } from "./garchLikelihood.ts";

const MOST_STEPS = 40;
/** A step that lowers the mean negative log-likelihood by less ends the search. */
const SETTLED = 1e-9;
/** Bounds of the search coordinates: ln ω, log odds of the persistence α + β, log odds of α's share of it. */
const LEAST = [-25, -8, -10] as const;
const MOST = [3, 16, 8] as const;
/** Where the search may begin: persistence and α's share. ω is such that the variance is that of the window. */
const BEGINNINGS = [[0.6, 0.2], [0.9, 0.2], [0.9, 0.05], [0.98, 0.05], [0.98, 0.12]] as const;

/** Work space of `fitGarch`, made once. */
export type GarchSearch = { readonly at: Float64Array; readonly trial: Float64Array; readonly step: Float64Array; readonly triangle: Float64Array; readonly slopes: Slopes };

export function newGarchSearch(): GarchSearch {
  return { at: new Float64Array(3), trial: new Float64Array(3), step: new Float64Array(3), triangle: new Float64Array(6), slopes: { gradient: new Float64Array(3), curvature: new Float64Array(6) } };
}

/**
 * Parameters of GARCH(1,1) with the greatest Gaussian likelihood for squares whose mean is 1, by Newton's steps,
 * damped where they would not help (Levenberg 1944; derivatives as in Fiorentini, Calzolari and Panattoni 1996). The search keeps ω > 0, α, β > 0 and α + β < 1 by its coordinates.
 * It depends on the squares alone. Mostly five to ten steps of two passes over them, at most 40.
 */
export function fitGarch(squares: Float64Array, search: GarchSearch): Garch {
  const { at, trial } = search;
  let value = Infinity;
  for (const [persistence, share] of BEGINNINGS) {
    trial.set([Math.log(1 - persistence), Math.log(persistence / (1 - persistence)), Math.log(share / (1 - share))]);
    const found = likelihoodOf(squares, garchAt(trial));
    if (found < value) at.set(trial);
    value = Math.min(value, found);
  }
  let damping = 1e-3;
  for (let n = 0; n < MOST_STEPS && damping < 1e8; n++) {
    slopesAt(squares, search);
    let gained = 0;
    for (; gained === 0 && damping < 1e8; damping *= gained > 0 ? 0.1 : 10) {
      if (!solve(search, damping)) continue;
      for (let k = 0; k < 3; k++) trial[k] = Math.min(MOST[k]!, Math.max(LEAST[k]!, at[k]! - Math.min(2, Math.max(-2, search.step[k]!))));
      const found = likelihoodOf(squares, garchAt(trial));
      if (!(found < value)) continue;
      gained = value - found;
      value = found;
      at.set(trial);
    }
    if (gained < SETTLED) break;
  }
  return garchAt(at);
}

function garchAt([level, odds, shareOdds]: Float64Array): Garch {
  const persistence = 1 / (1 + Math.exp(-odds!));
  const share = 1 / (1 + Math.exp(-shareOdds!));
  return { omega: Math.exp(level!), alpha: persistence * share, beta: persistence * (1 - share) };
}

/** Gradient and second derivatives in the search coordinates. */
function slopesAt(squares: Float64Array, { at, slopes }: GarchSearch): void {
  const garch = garchAt(at);
  differentiate(squares, garch, slopes);
  const { gradient, curvature } = slopes;
  const { omega, alpha, beta } = garch;
  const persistence = alpha + beta;
  const share = alpha / persistence;
  const g0 = gradient[0]!, g1 = gradient[1]!, g2 = gradient[2]!;
  const oo = curvature[0]!, ao = curvature[1]!, aa = curvature[2]!, bo = curvature[3]!, ba = curvature[4]!, bb = curvature[5]!;
  // The persistence moves α and β in proportion, the share moves them against each other.
  const a1 = alpha * (1 - persistence), b1 = beta * (1 - persistence), a2 = beta * share;
  gradient.set([omega * g0, a1 * g1 + b1 * g2, a2 * (g1 - g2)]);
  curvature.set([
    omega * omega * oo + omega * g0,
    omega * (a1 * ao + b1 * bo), a1 * a1 * aa + 2 * a1 * b1 * ba + b1 * b1 * bb + (a1 * g1 + b1 * g2) * (1 - 2 * persistence),
    omega * a2 * (ao - bo), a2 * (a1 * aa + (b1 - a1) * ba - b1 * bb + (g1 - g2) * (1 - persistence)), a2 * a2 * (aa - 2 * ba + bb) + a2 * (g1 - g2) * (1 - 2 * share),
  ]);
}

/** Step = (curvature + damping·|diagonal|)⁻¹·gradient, by Cholesky's decomposition; false where that is not positive. */
function solve({ slopes: { curvature, gradient }, step, triangle }: GarchSearch, damping: number): boolean {
  for (let i = 0, row = 0; i < 3; row += ++i) {
    for (let j = 0, other = 0; j <= i; other += ++j) {
      let rest = curvature[row + j]! + (i === j ? damping * Math.abs(curvature[row + j]!) : 0);
      for (let k = 0; k < j; k++) rest -= triangle[row + k]! * triangle[other + k]!;
      if (i === j && !(rest > 0)) return false;
      triangle[row + j] = i > j ? rest / triangle[other + j]! : Math.sqrt(rest);
    }
    let rest = gradient[i]!;
    for (let k = 0; k < i; k++) rest -= triangle[row + k]! * step[k]!;
    step[i] = rest / triangle[row + i]!;
  }
  for (let i = 2; i >= 0; i--) {
    for (let k = i + 1; k < 3; k++) step[i]! -= triangle[(k * (k + 1)) / 2 + i]! * step[k]!;
    step[i]! /= triangle[(i * (i + 1)) / 2 + i]!;
  }
  return true;
}
