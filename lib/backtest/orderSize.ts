import type { Costs } from "./costs.ts";

/**
 * Units to buy (or sell, negative) so that after the costs the position is worth the wanted share of the equity:
 * v₁ = p·(E − c·|v₁ − v₀| − m), c the cost rate, m the minimum fee where the commission is below it.
 * A change smaller than its minimum fee, or than 10⁻¹² of the equity, is not traded. Going flat always is.
 */
export function orderSize({ wanted, equity, units, price, costs }: { wanted: number; equity: number; units: number; price: number; costs: Costs }): number {
  if (wanted === 0) return -units;
  const { commissionBps, minimumFee, slippageBps, spreadBps } = costs;
  const commission = commissionBps / 1e4;
  const others = (spreadBps / 2 + slippageBps) / 1e4;
  const value = change(wanted, equity, units * price, commission + others);
  if (Math.abs(value) * commission >= minimumFee) return Math.abs(value) < 1e-12 * equity ? 0 : value / price;
  const withFee = change(wanted, equity - minimumFee, units * price, others);
  return Math.sign(withFee) === Math.sign(value) && Math.abs(withFee) > minimumFee ? withFee / price : 0;
}

function change(wanted: number, equity: number, held: number, rate: number): number {
  const gap = wanted * equity - held;
  return gap / (1 + Math.sign(gap) * wanted * rate);
}
