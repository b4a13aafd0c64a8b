import type { Exits } from "./bracketExits.ts";
import type { Distance, WorkingOrder } from "./order.ts";

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

/** The same for exits that no entry has yet. */
export function splitExits({ stopLoss, takeProfit, trailing }: Exits, ratio: number): Exits {
  const split = (distance: Distance): Distance => (typeof distance === "number" ? distance / ratio : distance);
  return { ...(stopLoss !== undefined && { stopLoss: split(stopLoss) }), ...(takeProfit !== undefined && { takeProfit: split(takeProfit) }), ...(trailing !== undefined && { trailing: split(trailing) }) };
}
