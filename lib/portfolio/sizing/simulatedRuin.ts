import { type RandomKey, randomStream, stationaryWalk } from "../../random/index.ts";
import { checkedReturns } from "../assetReturns.ts";
import { checkNumber } from "../weights.ts";
import { checkRuin, type RuinOptions } from "./riskOfRuin.ts";

export type SimulatedRuinOptions = Omit<RuinOptions, "watched" | "horizon"> & {
  readonly key: RandomKey;
  /** Rows of each path. Default 252, a year of days. */
  readonly horizon?: number;
  /** Paths drawn. Default 2000. */
  readonly paths?: number;
  /** Mean length of the blocks of rows that are drawn together, so that storms stay together. 1 draws each row alone. Default 20. */
  readonly meanBlock?: number;
};

export type SimulatedRuin = {
  /** Share of the paths that fell by `loss` from their start. */
  readonly probability: number;
  /** Of that share, √(p(1 − p)/paths). */
  readonly standardError: number;
  readonly paths: number;
};

/**
 * Probability that the equity falls by `loss` from its start within `horizon` rows, from paths made of the strategy's own returns: the stationary bootstrap of Politis and Romano 1994.
 * Equity moves by 1 + leverage·return at each close; at or below zero it is ruined and stays so. in: simple returns [T]  A history without a crash knows of none.
 */
export function simulatedRuin(returns: ArrayLike<number>, { horizon = 252, key, leverage = 1, loss = 0.5, meanBlock = 20, paths = 2000 }: SimulatedRuinOptions): SimulatedRuin {
  checkRuin("simulatedRuin", { horizon, leverage, loss });
  checkNumber("simulatedRuin", "horizon", horizon, "a whole number of rows", Number.isInteger);
  checkNumber("simulatedRuin", "paths", paths, "a whole number from 1", (value) => Number.isInteger(value) && value >= 1);
  checkNumber("simulatedRuin", "meanBlock", meanBlock, "a number of rows from 1", (value) => value >= 1);
  const [column] = checkedReturns("simulatedRuin", { returns }).values;
  const factors = column!.map((value) => 1 + leverage * value);
  const stream = randomStream(key);
  let ruined = 0;
  for (let path = 0; path < paths; path++) {
    const next = stationaryWalk(factors.length, meanBlock, stream);
    let equity = 1;
    for (let t = 0; t < horizon && equity > 1 - loss; t++) equity *= factors[next()]!;
    if (!(equity > 1 - loss)) ruined++;
  }
  const probability = ruined / paths;
  return { probability, standardError: Math.sqrt((probability * (1 - probability)) / paths), paths };
}
