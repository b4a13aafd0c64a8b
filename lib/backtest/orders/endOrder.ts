import type { EndReason, OrderEnd, WorkingOrder } from "./order.ts";

/**
 * Ends an order. One that had filled some units ends "partly". The exits of an entry that filled nothing end with it; those of one that did stay.
 * in: the order, how and why it ends, all open orders of its asset
 */
export function endOrder(order: WorkingOrder, end: OrderEnd, reason: EndReason, orders: readonly WorkingOrder[]): void {
  if (order.end !== "open") return;
  order.end = end !== "filled" && order.filled !== 0 ? "partly" : end;
  order.reason = reason;
  for (let k = 0; k < orders.length; k++) {
    const exit = orders[k]!;
    if (exit.parent === order.id && exit.isAsleep) endOrder(exit, "cancelled", "its entry was not filled", orders);
  }
}
