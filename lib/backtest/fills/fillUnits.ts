import type { WorkingOrder } from "../orders/order.ts";
import type { FillRule } from "./rule.ts";

/**
 * Units that a bar may fill of an order it has a price for; 0 is none of them.
 * At most the rule's share of the volume (nothing where the volume is unknown), all or nothing for fok, never more than the position for reduceOnly.
 * in: order, volume of the bar, units held now, units of either side that the bar has filled already  out: signed units
 */
export function fillUnits(order: WorkingOrder, volume: number, rule: FillRule, held: number, taken = 0): number {
  const { left, reduceOnly, side, timeInForce } = order;
  const wanted = reduceOnly ? Math.min(Math.abs(left), Math.max(0, -side * held)) : Math.abs(left);
  if (rule.maxVolumeShare === Number.POSITIVE_INFINITY) return wanted === 0 ? 0 : side * wanted;
  const share = volume > 0 ? rule.maxVolumeShare * volume : 0;
  const room = share - taken;
  if (timeInForce === "fok" && room < wanted) return 0;
  // What rounding leaves of a share that is used up is no room.
  const units = room <= 1e-12 * share ? 0 : Math.min(wanted, room);
  return units === 0 ? 0 : side * units;
}
