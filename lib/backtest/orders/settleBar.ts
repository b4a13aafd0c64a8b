import { dayOfBar, DAY_MILLIS } from "../../market/calendars/day.ts";
import type { FillBars } from "../fills/fillPrice.ts";
import { endOrder } from "./endOrder.ts";
import type { WorkingOrder } from "./order.ts";

/**
 * What a bar that is over leaves of its asset's orders: trailing stops follow its extreme, stops that it reached stay triggered,
 * and orders whose time is over end. Call it after the bar's fills, also for a bar without an open.
 * in: open orders of the asset, its bars, the row that closed and when it opened, units held now  out: true if an order ended
 */
export function settleBar(orders: readonly WorkingOrder[], bars: FillBars, row: number, openTime: number, held: number): boolean {
  let hasEnded = false;
  for (let k = 0; k < orders.length; k++) {
    const order = orders[k]!;
    if (order.end === "open" && !order.isAsleep) {
      const isLookedAt = order.from <= openTime;
      if (isLookedAt) {
        trigger(order, bars, row, held);
        follow(order, bars, row);
      }
      expire(order, bars, row, isLookedAt, orders);
    }
    hasEnded ||= order.end !== "open";
  }
  return hasEnded;
}

/** A stop that had a price in this bar was reached: what is left of it only lacked volume. */
function trigger(order: WorkingOrder, bars: FillBars, row: number, held: number): void {
  const { lastRow, reduceOnly, side, stop, type } = order;
  if (type === "stop-limit") order.isTriggered ||= bars.open[row]! > 0 && side * ((side > 0 ? bars.high[row]! : bars.low[row]!) - stop) >= 0;
  else if (type === "stop" || type === "trailing-stop") order.isTriggered ||= lastRow === row && (!reduceOnly || side * held < 0);
}

/** Of the bar in which its entry was filled inside, only the close is known to come after the entry. */
function follow(order: WorkingOrder, bars: FillBars, row: number): void {
  const { side, type } = order;
  if (type !== "trailing-stop") return;
  const best = order.entryRow === row ? bars.close[row]! : side > 0 ? bars.low[row]! : bars.high[row]!;
  if (side * (order.best - best) > 0) order.best = best;
}

/** Midnight closes the day's last bar, stamped with it or a millisecond before. */
function expire(order: WorkingOrder, bars: FillBars, row: number, isLookedAt: boolean, orders: readonly WorkingOrder[]): void {
  const time = bars.closeTime[row]!;
  switch (order.timeInForce) {
    case "gtc":
      return;
    case "ioc":
    case "fok":
      if (isLookedAt && bars.open[row]! > 0) endOrder(order, "cancelled", "its first bar did not fill it", orders);
      return;
    case "until":
      if (time >= order.until) endOrder(order, "expired", "its time is over", orders);
      return;
    case "day":
      if (isLookedAt && order.until === Number.POSITIVE_INFINITY) order.until = (dayOfBar(time) + 1) * DAY_MILLIS;
      if (time >= order.until - 1) endOrder(order, "expired", "its day is over", orders);
  }
}
