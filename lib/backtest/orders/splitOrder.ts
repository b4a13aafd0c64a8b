import type { WorkingOrder } from "./order.ts";

/** A split: ratio new shares for one. Units grow, prices shrink; a distance in shares of the price stays. */
export function splitOrder(order: WorkingOrder, ratio: number): void {
  order.units *= ratio;
  order.filled *= ratio;
  order.left *= ratio;
  order.limit /= ratio;
  order.stop /= ratio;
  order.best /= ratio;
  order.entryPrice /= ratio;
  if (!order.isShare) order.distance /= ratio;
}
