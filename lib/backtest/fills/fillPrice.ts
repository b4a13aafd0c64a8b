import type { Bars } from "../../market/bars.ts";
import type { WorkingOrder } from "../orders/order.ts";
import type { FillRule } from "./rule.ts";

/** The columns of one asset's bars that fills read. */
export type FillBars = Pick<Bars, "closeTime" | "open" | "high" | "low" | "close" | "volume">;

/**
 * Price at which a bar fills an order, before costs; NaN if it does not. Always within the bar's low and high.
 * A bar without an open fills nothing.
 * in: an order that is awake, columns [N], the row  out: price or NaN
 */
export function fillPrice(order: WorkingOrder, bars: FillBars, row: number, rule: FillRule): number {
  const open = bars.open[row]!;
  if (!(open > 0)) return Number.NaN;
  const touch = rule.limits === "touch";
  switch (order.type) {
    case "market":
      return open;
    case "limit":
      if (order.entryRow === row) return Number.NaN;
      return limitPrice(order, open, order.side > 0 ? bars.low[row]! : bars.high[row]!, touch);
    case "stop":
      return order.isTriggered ? open : stopPrice(order, order.stop, open, bars, row);
    case "trailing-stop":
      return order.isTriggered ? open : stopPrice(order, trailingLevel(order), open, bars, row);
    case "stop-limit":
      return stopLimitPrice(order, open, bars, row, touch);
  }
}

/** Where a trailing stop stands: d below (sell) or above (buy) the best price b; b·(1 ∓ d) for a share. */
export function trailingLevel({ best, distance, isShare, side }: WorkingOrder): number {
  return isShare ? best * (1 + side * distance) : best + side * distance;
}

function limitPrice({ limit, side, timeInForce }: WorkingOrder, open: number, extreme: number, touch: boolean): number {
  if (side * (limit - open) >= 0) return open;
  if (timeInForce === "ioc" || timeInForce === "fok") return Number.NaN;
  const beyond = side * (limit - extreme);
  return beyond > 0 || (touch && beyond === 0) ? limit : Number.NaN;
}

/** The entry of a bracket that was filled inside this bar stands in for the open. */
function stopPrice({ entryPrice, entryRow, side }: WorkingOrder, stop: number, open: number, bars: FillBars, row: number): number {
  const from = entryRow === row ? entryPrice : open;
  if (side * (from - stop) >= 0) return from;
  const extreme = side > 0 ? bars.high[row]! : bars.low[row]!;
  return side * (extreme - stop) >= 0 ? stop : Number.NaN;
}

/** A stop passed at the open makes it a limit order of the whole bar. Passed inside, only the close proves that the limit was reached afterwards. */
function stopLimitPrice(order: WorkingOrder, open: number, bars: FillBars, row: number, touch: boolean): number {
  const { isTriggered, limit, side, stop } = order;
  const good = side > 0 ? bars.low[row]! : bars.high[row]!;
  const bad = side > 0 ? bars.high[row]! : bars.low[row]!;
  if (isTriggered || side * (open - stop) >= 0) return limitPrice(order, open, good, touch);
  if (!(side * (bad - stop) >= 0)) return Number.NaN;
  const beyond = side * (limit - bars.close[row]!);
  if (!(beyond > 0 || (touch && beyond === 0))) return Number.NaN;
  return side > 0 ? Math.min(limit, bad) : Math.max(limit, bad);
}
