import type { VectorAccount } from "./vectorAccount.ts";

/** Returns and closed trades from which a statistic of them is told, as in `lib/statistics`; below it is NaN. */
const FEWEST_RETURNS = 30;
const FEWEST_TRADES = 10;

/** The results of a sweep, one value a set; NaN where the data cannot tell. Shares, not percent. Formulas and edges are those of `lib/statistics`. */
export type Tallies = {
  readonly totalReturn: Float64Array;
  /** Growth a year. */
  readonly cagr: Float64Array;
  /** Annualised. */
  readonly sharpe: Float64Array;
  readonly sortino: Float64Array;
  readonly maxDrawdown: Float64Array;
  /** Positions from flat to flat or to the other side, the one still held too. */
  readonly trades: Float64Array;
  /** Of closed trades, after costs. */
  readonly winRate: Float64Array;
  /** Share of bars at whose close a position is held. */
  readonly exposure: Float64Array;
  /** Value traded ÷ mean equity, a year. */
  readonly turnover: Float64Array;
  /** All that was paid, money. */
  readonly costs: Float64Array;
};

export function emptyTallies(sets: number): Tallies {
  const column = () => new Float64Array(sets).fill(Number.NaN);
  return { totalReturn: column(), cagr: column(), sharpe: column(), sortino: column(), maxDrawdown: column(), trades: column(), winRate: column(), exposure: column(), turnover: column(), costs: column() };
}

/** One run as it ended. */
export type Ended = { readonly equity: Float64Array; readonly account: VectorAccount; /** Bars at whose close it held a position. */ readonly held: number; readonly isRuined: boolean; readonly capital: number; readonly periodsPerYear: number };

/** Notes what a run brought. in: the run, room for its returns [N − 1]  out: its tallies at index k */
export function note(tallies: Tallies, k: number, { account, capital, equity, held, isRuined, periodsPerYear }: Ended, returns: Float64Array): void {
  const count = equity.length;
  const last = equity[count - 1]!;
  const path = alongEquity(equity, returns);
  const years = (count - 1) / periodsPerYear;
  if (isRuined) afterRuin(equity, returns);
  tallies.totalReturn[k] = last / capital - 1;
  if (count > FEWEST_RETURNS) tallies.cagr[k] = Math.max(0, last / equity[0]!) ** (1 / years) - 1;
  if (count > FEWEST_RETURNS && !isRuined) {
    const mean = path.sum / (count - 1);
    const deviation = Math.sqrt(squaresAround(returns, mean) / (count - 2));
    if (path.varies) tallies.sharpe[k] = (mean / deviation) * Math.sqrt(periodsPerYear);
    if (path.downside > 0) tallies.sortino[k] = (mean / Math.sqrt(path.downside / (count - 1))) * Math.sqrt(periodsPerYear);
  }
  tallies.maxDrawdown[k] = path.depth;
  tallies.trades[k] = account.trades;
  if (account.closed >= FEWEST_TRADES) tallies.winRate[k] = account.wins / account.closed;
  tallies.exposure[k] = held / count;
  tallies.turnover[k] = account.traded === 0 ? 0 : account.traded / (path.total / count) / years;
  tallies.costs[k] = account.costs;
}

/** Simple returns, their sum and downside squares, whether they differ, the sum of the equity and its deepest fall, in one pass. */
function alongEquity(equity: Float64Array, returns: Float64Array): { sum: number; downside: number; varies: boolean; total: number; depth: number } {
  let before = equity[0]!;
  let [sum, downside, total, depth, peak, bound] = [0, 0, before, 0, before, before];
  let varies = false;
  const first = equity[1]! / before - 1;
  for (let t = 1; t < equity.length; t++) {
    const value = equity[t]!;
    const gain = value / before - 1;
    returns[t - 1] = gain;
    before = value;
    total += value;
    sum += gain;
    // min(gain, 0) without a branch, which nobody could guess.
    const loss = (gain - Math.abs(gain)) / 2;
    downside += loss * loss;
    if (gain !== first) varies = true;
    if (value >= peak) bound = (1 - depth) * (peak = value);
    else if (value < bound) {
      depth = 1 - value / peak;
      bound = value;
    }
  }
  return { sum, downside, varies, total, depth };
}

/** Everything is lost in the bar of the ruin, and nothing happens after it. */
function afterRuin(equity: Float64Array, returns: Float64Array): void {
  const at = equity.findIndex((value) => value <= 0);
  returns.fill(0, at - 1);
  returns[at - 1] = -1;
}

function squaresAround(x: Float64Array, centre: number): number {
  let squares = 0;
  for (let t = 0; t < x.length; t++) {
    const d = x[t]! - centre;
    squares += d * d;
  }
  return squares;
}
