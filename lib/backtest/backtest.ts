import { sliceBars, type Bars } from "../market/bars.ts";
import { rebalanceSentence, type Rebalance } from "./assumptions.ts";
import type { CostOptions } from "./costs/index.ts";
import { runBacktest } from "./engine/runBacktest.ts";
import type { RunOptions } from "./engine/runOptions.ts";
import type { Strategy } from "./engine/strategy.ts";
import { BacktestError } from "./error.ts";
import type { BacktestResult } from "./result.ts";
import { rowAndDate } from "./tradable.ts";

export type BacktestOptions = CostOptions & Pick<RunOptions, "actions" | "delistings"> & {
  /** Money at the start. Default 100,000. */
  readonly capital?: number;
  readonly rebalance?: Rebalance;
};

/**
 * Decides at the close of a bar: from the bars closed so far, the last of them just now, to the wanted position.
 * −1 is short with the whole equity, 0 flat, 1 long with the whole equity. The future is not in the argument.
 */
export type PositionRule = (closed: Bars) => number;

/**
 * Backtest of wanted positions in one symbol: what was decided at the close of bar t is traded at the open of bar t+1. The engine of `runBacktest` with targets alone.
 * in: bars [N]; wanted positions [N] in −1..1, decided at each close, or a rule that sees closed bars only
 * out: equity, cash and units at each close [N], fills, trades, costs, assumptions
 * Law: cash + units·close = equity, and equity − capital = Σ trade profit − Σ costs.
 */
export function backtest(bars: Bars, wanted: ArrayLike<number> | PositionRule, { actions = [], capital, delistings = {}, rebalance = "on-change", ...costs }: BacktestOptions = {}): BacktestResult {
  const result = runBacktest({ bars, costs, actions, delistings, leakCheck: "off", strategy: wantedPositions(bars, wanted, rebalance), ...(capital !== undefined && { capital }) });
  return { ...result, assumptions: [...result.assumptions, rebalanceSentence(rebalance)] };
}

/** Wanted positions as a strategy: a target at each change, or at each bar. */
function wantedPositions(bars: Bars, wanted: ArrayLike<number> | PositionRule, rebalance: Rebalance): Strategy {
  const count = bars.closeTime.length;
  if (typeof wanted !== "function" && wanted.length !== count) {
    throw new BacktestError(`there are ${wanted.length} positions for ${count} bars of ${bars.symbol}; give one wanted position a bar, 0 where none is wanted`);
  }
  if (typeof wanted !== "function") for (let row = 0; row < count; row++) checkPosition(bars, row, wanted[row]!);
  const decide = typeof wanted === "function" ? (row: number) => checkPosition(bars, row, wanted(sliceBars(bars, 0, row + 1))) : (row: number) => wanted[row]!;
  return {
    name: "wanted positions",
    start: () => {
      let position = 0;
      return (market, broker) => {
        const next = decide(market.of().count - 1);
        if (next !== position || rebalance === "every-bar") broker.targetShare(bars.symbol, next);
        position = next;
      };
    },
  };
}

function checkPosition(bars: Bars, row: number, position: number): number {
  if (position >= -1 && position <= 1) return position;
  throw new BacktestError(`the position in ${rowAndDate(bars, row)} is ${position}; a position is a share of the equity from -1 to 1, 0 where none is wanted`);
}
