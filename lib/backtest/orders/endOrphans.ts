import { endOrder } from "./endOrder.ts";
import type { WorkingOrder } from "./order.ts";

/**
 * Ends the exits of brackets that hold nothing any more: their position was closed or turned by another order.
 * Call it after fills that brought the units held to 0 or to the other side.
 */
export function endOrphans(orders: readonly WorkingOrder[], held: number): void {
  for (let k = 0; k < orders.length; k++) {
    const order = orders[k]!;
    if (order.parent !== 0 && !order.isAsleep && order.side * held >= 0) endOrder(order, "cancelled", "nothing to reduce", orders);
  }
}
