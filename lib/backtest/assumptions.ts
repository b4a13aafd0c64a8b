import type { Costs } from "./costs.ts";

/** When the units held are set anew: when the wanted position changes, or at every bar so that its share of the equity is kept. */
export type Rebalance = "on-change" | "every-bar";

/** Everything a backtest takes for granted, as sentences for the report. */
export function assumptionsOf({ capital, costs, rebalance }: { capital: number; costs: Costs; rebalance: Rebalance }): string[] {
  const { commissionBps, minimumFee, slippageBps, spreadBps } = costs;
  return [
    "A position is decided at the close of a bar and traded at the open of the next one. The decision of the last bar is never traded.",
    "Orders are filled whole, at the open: the volume of the bar is no limit and the order does not move the price beyond the slippage.",
    "A bar without an open is not traded: the order waits for the next bar with one, unless a newer decision replaces it.",
    `Commission is ${commissionBps} bps of the value traded${minimumFee > 0 ? `, at least ${minimumFee} a fill` : ""}, half the spread ${spreadBps / 2} bps, slippage ${slippageBps} bps, each time. They are paid in cash; prices are quoted without them.`,
    rebalance === "on-change"
      ? "Units are set when the wanted position changes and then held, so that its share of the equity drifts with the price."
      : "Units are set anew at every open, so that the position keeps its share of the equity.",
    `The run starts with ${capital} in cash, flat. Units may be fractions. A position is at most the whole equity when it is set, long or short.`,
    "Cash earns no interest. Selling short costs no borrowing fee, and its proceeds lie in cash. Dividends and splits are in the prices or nowhere.",
    "Equity is marked at the close. A position still held after the last bar is marked at its close, without exit costs.",
    "Equity at or below 0 is ruin: the position is closed at the next open, and nothing is traded after it.",
  ];
}
