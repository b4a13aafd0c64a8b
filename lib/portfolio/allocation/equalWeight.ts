import { PortfolioError } from "../error.ts";
import { type Weights, weightsOf } from "../weights.ts";

/** The same weight for every asset, 1/N: no estimate, no error of one. DeMiguel, Garlappi and Uppal 2009 found little that beats it out of sample. */
export function equalWeight(names: readonly string[]): Weights {
  if (names.length === 0) throw new PortfolioError("equalWeight: there is no asset; give at least one");
  return weightsOf(names, names.map(() => 1 / names.length));
}
