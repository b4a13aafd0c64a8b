import type { WorkingOrder } from "../orders/order.ts";
import { fillPrice, type FillBars } from "./fillPrice.ts";
import type { FillRule } from "./rule.ts";

/**
 * Which of an asset's orders a bar fills first: those at its open, then stops inside the bar, then limits; among equals the one
 * nearer to the open, then the older one. Asked again after each fill, because a fill cancels siblings and wakes exits.
 * in: open orders of the asset, its bars, the row that closed and when it opened  out: index in `orders`, −1 when nothing is left to fill
 */
export function firstToFill(orders: readonly WorkingOrder[], bars: FillBars, row: number, openTime: number, rule: FillRule): number {
  const time = bars.closeTime[row]!;
  let first = -1;
  let firstRank = 0;
  let firstWay = 0;
  for (let k = 0; k < orders.length; k++) {
    const order = orders[k]!;
    if (order.isAsleep || order.end !== "open" || order.left === 0 || order.lastRow === row || order.from > openTime || time > order.until) continue;
    const price = fillPrice(order, bars, row, rule);
    if (Number.isNaN(price)) continue;
    const way = Math.abs(price - bars.open[row]!);
    const rank = way === 0 && order.entryRow !== row ? 0 : order.type === "limit" || order.isTriggered ? 2 : 1;
    if (first < 0 || rank < firstRank || (rank === firstRank && way < firstWay)) {
      first = k;
      firstRank = rank;
      firstWay = way;
    }
  }
  return first;
}
