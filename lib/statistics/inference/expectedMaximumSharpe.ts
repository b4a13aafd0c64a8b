import { StatisticsError } from "../error.ts";
import { EULER, normalQuantile } from "../normal.ts";

/**
 * The Sharpe ratio that the best of many trials without any skill is expected to show,
 * √V·((1 − γ)·Φ⁻¹(1 − 1/n) + γ·Φ⁻¹(1 − 1/(n·e))), γ of Euler. Bailey and López de Prado 2014. 0 for one trial.
 * The paper's approximation of the largest of n normal numbers: up to 4 % above the exact mean for a few trials, 1 % for 100.
 * in: independent trials, variance of their Sharpe ratios  out: in the unit of those ratios, a period or a year
 */
export function expectedMaximumSharpe(trials: number, sharpeVariance: number): number {
  if (!(trials >= 1 && Number.isFinite(trials))) throw new StatisticsError(`expectedMaximumSharpe: the number of trials must be ≥ 1, got ${trials}; count every variant that was tried, this one too`);
  if (!(sharpeVariance >= 0 && Number.isFinite(sharpeVariance))) throw new StatisticsError(`expectedMaximumSharpe: the variance of the Sharpe ratios must be ≥ 0, got ${sharpeVariance}`);
  if (trials === 1) return 0;
  return Math.sqrt(sharpeVariance) * Math.max(0, (1 - EULER) * normalQuantile(1 - 1 / trials) + EULER * normalQuantile(1 - 1 / (trials * Math.E)));
}
