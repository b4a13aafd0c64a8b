import type { FillBars } from "../fills/fillPrice.ts";
import type { Costs } from "./costs.ts";

/** What a fill costs, in money. */
export type FillCosts = { readonly commission: number; readonly spread: number; readonly slippage: number };

/** Costs of a fill; what is worth nothing is written off without any. in: units of either sign, price from 0, the bar it happens in  out: money ≥ 0 */
export function fillCosts(costs: Costs, units: number, price: number, bars: FillBars, row: number): FillCosts {
  const count = Math.abs(units);
  const value = count * price;
  if (value === 0) return { commission: 0, spread: 0, slippage: 0 };
  return {
    commission: Math.max(costs.minimumFee, value * commissionRate(costs, price)),
    spread: (value * costs.spreadBps) / 2 / 1e4,
    slippage: value * slippageRate(costs, count, price, bars, row),
  };
}

/** Commission as a share of the value, its minimum left out. */
export function commissionRate({ commissionBps, perShare }: Costs, price: number): number {
  return commissionBps / 1e4 + perShare / price;
}

/** Slippage as a share of the value. in: units ≥ 0 */
export function slippageRate({ slippage }: Costs, units: number, price: number, bars: FillBars, row: number): number {
  switch (slippage.kind) {
    case "fixed":
      return slippage.bps / 1e4;
    case "volatility":
      return rangeOf(bars, row) * (slippage.share / price);
    case "volumeShare":
      return slippage.impact * volumeShare(units, bars.volume[row]!) ** slippage.power;
  }
}

function rangeOf({ high, low }: FillBars, row: number): number {
  const range = high[row]! - low[row]!;
  return range > 0 && range < Number.POSITIVE_INFINITY ? range : 0;
}

function volumeShare(units: number, volume: number): number {
  return volume > units ? units / volume : units === 0 ? 0 : 1;
}
