import { BacktestError } from "./error.ts";

/** What trading costs. Basis points of the value traded, each side; 1 bps is 0.01 %. */
export type CostOptions = {
  /** Commission of the broker. Default 1. */
  readonly commissionBps?: number;
  /** Distance from bid to ask; half of it is paid each time. Default 1. */
  readonly spreadBps?: number;
  /** Loss to the market's move while the order is filled. Default 1. */
  readonly slippageBps?: number;
  /** Least commission of one fill, in money. Default 0. */
  readonly minimumFee?: number;
};

export type Costs = Required<CostOptions>;

/** Costs with their defaults, refused unless each is a number from 0; bps below 1,000. */
export function costsOf({ commissionBps = 1, minimumFee = 0, slippageBps = 1, spreadBps = 1 }: CostOptions = {}): Costs {
  const costs = { commissionBps, minimumFee, slippageBps, spreadBps };
  for (const [name, value] of Object.entries(costs)) {
    if (!(value >= 0 && Number.isFinite(value))) throw new BacktestError(`costs: ${name} must be a number ≥ 0, got ${value}`);
    if (name.endsWith("Bps") && value >= 1000) throw new BacktestError(`costs: ${name} is ${value} basis points, that is ${value / 100} %; give it in basis points below 1000`);
  }
  return costs;
}

/** Costs of a fill of a value. in: value ≥ 0, money  out: money */
export function fillCosts({ commissionBps, minimumFee, slippageBps, spreadBps }: Costs, value: number): { commission: number; spread: number; slippage: number } {
  return {
    commission: value === 0 ? 0 : Math.max(minimumFee, (value * commissionBps) / 1e4),
    spread: (value * spreadBps) / 2 / 1e4,
    slippage: (value * slippageBps) / 1e4,
  };
}

/** What buying and selling again costs, as a share of the value: 2·(commission + spread/2 + slippage). The minimum fee is left out. */
export function roundTripCost(options: CostOptions = {}): number {
  const { commissionBps, slippageBps, spreadBps } = costsOf(options);
  return (2 * (commissionBps + spreadBps / 2 + slippageBps)) / 1e4;
}
