import type { RandomKey } from "../../random/index.ts";
import { PortfolioError } from "../error.ts";
import { percent } from "../percent.ts";
import { checkNumber } from "../weights.ts";
import { momentsOf } from "./moments.ts";
import { riskOfRuin } from "./riskOfRuin.ts";
import { simulatedRuin, type SimulatedRuin } from "./simulatedRuin.ts";
import { trailingVolatility } from "./trailingVolatility.ts";

export type DynamicLeverageOptions = {
  /** Leverage is off unless this is true. */
  readonly allowLeverage: boolean;
  /** Of the paths from which the risk of ruin is told. */
  readonly key: RandomKey;
  /** Annual volatility at which the leverage aims. Default 1: at 10 % volatility ten times. */
  readonly target?: number;
  /** Bounds of the leverage. Default 5 and 12.5. */
  readonly least?: number;
  readonly most?: number;
  /** Rows whose volatility is measured. Default 60. */
  readonly lookback?: number;
  /** Rows in a year. Default 252. */
  readonly periodsPerYear?: number;
  /** Loss that counts as ruin, a share. Default 0.5. */
  readonly loss?: number;
};

/** Risk of losing `loss` within a year at a leverage: by the formula of a diffusion watched at closes, and by paths of the returns themselves. */
export type LeverageRisk = { readonly leverage: number; readonly formula: number; readonly simulated: SimulatedRuin };

export type DynamicLeverage = {
  /** Leverage of each row from the returns up to it, held from then on [T]; NaN before `lookback` rows, and where they do not vary. */
  readonly leverage: Float64Array;
  /** At the least and at the most leverage. It belongs to the leverage wherever that is shown. */
  readonly risk: readonly LeverageRisk[];
  readonly sentences: readonly string[];
};

/**
 * Leverage between `least` and `most`, higher in calm markets: min(most, max(least, target/σₜ)), with the risk of ruin that goes with it. in: returns [T] of the strategy without leverage
 * Refused unless `allowLeverage` is true; the refusal tells the risk. At 5 the whole equity is lost when the market moves 20 % against it, at 12.5 when it moves 8 %.
 * The risk is told from all the returns given: it describes the choice and decides nothing.
 */
export function dynamicLeverage(returns: ArrayLike<number>, { allowLeverage, key, least = 5, lookback = 60, loss = 0.5, most = 12.5, periodsPerYear = 252, target = 1 }: DynamicLeverageOptions): DynamicLeverage {
  checkNumber("dynamicLeverage", "least", least, "a leverage above 0", (value) => value > 0);
  checkNumber("dynamicLeverage", "most", most, `a leverage from ${least}, the least`, (value) => value >= least);
  checkNumber("dynamicLeverage", "target", target, "an annual volatility above 0", (value) => value > 0);
  const volatility = trailingVolatility("dynamicLeverage", returns, { lookback, periodsPerYear });
  const horizon = Math.round(periodsPerYear);
  const moments = momentsOf(returns);
  const risk = [least, most].map((leverage): LeverageRisk => ({
    leverage,
    formula: riskOfRuin(moments, { leverage, loss, horizon, watched: "closes" }),
    simulated: simulatedRuin(returns, { key, leverage, loss, horizon }),
  }));
  const sentences = risk.map(({ formula, leverage, simulated }) => `At ${leverage} times the equity, ${percent(loss)} of it are lost within a year with probability ${percent(simulated.probability)} ± ${percent(2 * simulated.standardError)} (paths of these returns), ${percent(formula)} (diffusion).`);
  if (allowLeverage !== true) throw new PortfolioError(`dynamicLeverage: leverage of ${least} to ${most} is off. ${sentences.join(" ")} Pass allowLeverage: true if you accept that`);
  return { leverage: volatility.map((value) => (value > 0 ? Math.min(most, Math.max(least, target / value)) : Number.NaN)), risk, sentences };
}
