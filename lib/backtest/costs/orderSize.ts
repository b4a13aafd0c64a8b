import type { FillBars } from "../fills/fillPrice.ts";
import type { Costs } from "./costs.ts";
import { commissionRate, slippageRate } from "./fillCosts.ts";

/** What a wanted share of the equity is sized from: the equity and the units held before the fill, its price and its bar. */
export type Sizing = { readonly wanted: number; readonly equity: number; readonly units: number; readonly price: number; readonly costs: Costs; readonly bars: FillBars; readonly row: number };

const ROUNDS = 60;

/**
 * Units to buy (or sell, negative) so that after the costs the position is worth the wanted share of the equity:
 * v₁ = p·(E − c·|v₁ − v₀| − m), c the cost rate, m the minimum fee where the commission is below it.
 * A change smaller than its minimum fee, or than 10⁻¹² of the equity, is not traded. Going flat always is.
 */
export function orderSize({ bars, costs, equity, price, row, units, wanted }: Sizing): number {
  if (wanted === 0) return -units;
  const { minimumFee, slippage } = costs;
  const commission = commissionRate(costs, price);
  const held = units * price;
  const size = (rate: (value: number) => number, money: number) => change(wanted, money, held, rate, slippage.kind === "volumeShare");
  const others = (value: number) => costs.spreadBps / 2 / 1e4 + slippageRate(costs, Math.abs(value) / price, price, bars, row);
  const value = size((traded) => commission + others(traded), equity);
  if (Math.abs(value) * commission >= minimumFee) return Math.abs(value) < 1e-12 * equity ? 0 : value / price;
  const withFee = size(others, equity - minimumFee);
  return Math.sign(withFee) === Math.sign(value) && Math.abs(withFee) > minimumFee ? withFee / price : 0;
}

/** A rate that grows with the size is halved in upon where it makes the change smaller: asked again and again alone, a steep one would swing to and fro. */
function change(wanted: number, equity: number, held: number, rate: (value: number) => number, grows: boolean): number {
  const gap = wanted * equity - held;
  const at = (value: number) => gap / (1 + Math.sign(gap) * wanted * rate(value));
  let value = at(gap);
  if (!grows) return value;
  if (Math.sign(gap) * wanted < 0) {
    for (let round = 0; round < ROUNDS; round++) value = at(value);
    return value;
  }
  let most = gap;
  for (let round = 0; round < ROUNDS; round++) {
    const middle = (value + most) / 2;
    if (Math.abs(at(middle)) > Math.abs(middle)) value = middle;
    else most = middle;
  }
  return value;
}
