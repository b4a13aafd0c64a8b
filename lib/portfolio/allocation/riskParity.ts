import { checkCovariance, type Covariance } from "../covariance/covariance.ts";
import { PortfolioError } from "../error.ts";
import { inOrder, type Weights, weightsOf } from "../weights.ts";

export type RiskParityOptions = {
  /** Share of the risk that each asset shall carry, by name; all above 0, taken in proportion. Default: the same for each. */
  readonly budgets?: Readonly<Record<string, number>>;
};

/** Sweeps at most, and by how much a share of risk may miss its budget. */
const [SWEEPS, TOLERANCE] = [10_000, 1e-12];

/**
 * Long weights, adding up to 1, in which each asset carries its budget of the risk: wᵢ·(Σw)ᵢ = bᵢ·wᵀΣw. Maillard, Roncalli and Teïletche 2010.
 * They are the y that makes ½yᵀΣy − Σbᵢ·ln yᵢ smallest (Spinu 2013), brought to sum 1; found one asset after the other, yᵢ the positive root of σᵢ²y² + cᵢy − bᵢ = 0
 * with c = Σⱼ≠ᵢσᵢⱼyⱼ (Griveau-Billion, Richard and Roncalli 2013). There is exactly one such portfolio.
 */
export function riskParity(covariance: Covariance, { budgets }: RiskParityOptions = {}): Weights {
  checkCovariance("riskParity", covariance);
  const { names, values } = covariance;
  const shares = sharesOf(names, budgets);
  const y = Float64Array.from(names, (_, k) => Math.sqrt(shares[k]! / values[k]![k]!));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let miss = 0;
    for (let i = 0; i < y.length; i++) {
      const own = values[i]![i]!;
      let others = 0;
      for (let j = 0; j < y.length; j++) if (j !== i) others += values[i]![j]! * y[j]!;
      miss = Math.max(miss, Math.abs(y[i]! * (others + own * y[i]!) - shares[i]!));
      y[i] = (Math.sqrt(others * others + 4 * own * shares[i]!) - others) / (2 * own);
    }
    if (miss > TOLERANCE) continue;
    const total = y.reduce((sum, value) => sum + value, 0);
    return weightsOf(names, y.map((value) => value / total));
  }
  throw new PortfolioError(`riskParity: the shares of risk did not settle in ${SWEEPS} sweeps; the covariance is close to singular, use shrunkCovariance`);
}

function sharesOf(names: readonly string[], budgets?: Readonly<Record<string, number>>): Float64Array {
  if (!budgets) return new Float64Array(names.length).fill(1 / names.length);
  const given = inOrder("riskParity", "budget", budgets, names);
  const wrong = given.findIndex((budget) => !(budget > 0));
  if (wrong >= 0) throw new PortfolioError(`riskParity: the budget of "${names[wrong]}" is ${given[wrong]}; it must be above 0. Leave the asset out if it shall carry no risk`);
  const total = given.reduce((sum, budget) => sum + budget, 0);
  return given.map((budget) => budget / total);
}
