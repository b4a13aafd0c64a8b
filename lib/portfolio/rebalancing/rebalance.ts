import { PortfolioError } from "../error.ts";
import { checkNumber, inOrder, type Weights, weightsOf } from "../weights.ts";

export type RebalanceOptions = {
  /** Half-width of the region in which nothing is traded, around each target; one number for all, or by asset (see `noTradeBand`). Default 0. */
  readonly band?: number | Readonly<Record<string, number>>;
  /** Outside its band a weight is brought back to the "target", the default, or only to the "edge" of the band, which is optimal where costs are proportional (Davis and Norman 1990). */
  readonly to?: "target" | "edge";
  /** Smallest trade, as a share of the equity; what is smaller is not made. A weight is always let go to zero. Default 0. */
  readonly least?: number;
  /** Cost of a trade, basis points of its value. Default 2.5, as that of a fill in `lib/backtest`. */
  readonly costBps?: number;
};

export type Rebalanced = {
  /** Weights after the trades, as shares of the equity before their cost, which is paid from cash. */
  readonly weights: Weights;
  /** What to buy (above 0) and sell, as shares of the equity. */
  readonly trades: Weights;
  /** Sum of the sizes of the trades. */
  readonly turnover: number;
  /** What the trades cost, as a share of the equity: turnover · costBps/10⁴. */
  readonly cost: number;
};

/**
 * Trades that bring held weights to target weights, as far as that is worth its cost: none inside the band, none below the smallest trade.
 * in: weights held now and wanted, by asset; an asset that only one of them names has weight 0 in the other.
 */
export function rebalance(held: Weights, target: Weights, { band = 0, costBps = 2.5, least = 0, to = "target" }: RebalanceOptions = {}): Rebalanced {
  checkNumber("rebalance", "costBps", costBps, "basis points from 0 and below 1000", (value) => value >= 0 && value < 1000);
  checkNumber("rebalance", "least", least, "a share from 0", (value) => value >= 0);
  const names = [...new Set([...Object.keys(held), ...Object.keys(target)])];
  const zero = weightsOf(names, new Float64Array(names.length));
  const [before, wanted] = [inOrder("rebalance", "held weight", { ...zero, ...held }, names), inOrder("rebalance", "target weight", { ...zero, ...target }, names)];
  const trades = before.map((weight, k) => {
    const width = typeof band === "number" ? band : band[names[k]!] ?? 0;
    if (!(width >= 0)) throw new PortfolioError(`rebalance: the band of "${names[k]}" is ${width}; it must be a share from 0`);
    const gap = wanted[k]! - weight;
    if (gap === 0 || (Math.abs(gap) <= width && wanted[k] !== 0)) return 0;
    const trade = to === "edge" && wanted[k] !== 0 ? gap - Math.sign(gap) * width : gap;
    return Math.abs(trade) < least && wanted[k] !== 0 ? 0 : trade;
  });
  const turnover = trades.reduce((sum, trade) => sum + Math.abs(trade), 0);
  return { weights: weightsOf(names, before.map((weight, k) => (trades[k] === wanted[k]! - weight ? wanted[k]! : weight + trades[k]!))), trades: weightsOf(names, trades), turnover, cost: (turnover * costBps) / 1e4 };
}
