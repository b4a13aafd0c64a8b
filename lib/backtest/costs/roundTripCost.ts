import { costsOf, type CostOptions } from "./costs.ts";

/** What buying and selling again costs, as a share of the value: 2·(commission + spread/2 + slippage). Left out: what is not in basis points, such as the minimum fee. */
export function roundTripCost(options: CostOptions = {}): number {
  const { commissionBps, slippageBps, spreadBps } = costsOf(options);
  return (2 * (commissionBps + spreadBps / 2 + slippageBps)) / 1e4;
}
