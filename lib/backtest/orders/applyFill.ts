import { endOrder } from "./endOrder.ts";
import type { WorkingOrder } from "./order.ts";

/** Units left below this share of the order are rounding. */
const ROUNDING = 1e-12;

/**
 * What a fill of some units does to the order, its siblings and its exits.
 * The first fill of an order cancels its siblings; exits (reduceOnly) are cut by the units filled instead, so that the rest of the position stays guarded.
 * The exits of a bracket wake with the first fill of their entry and grow with each, until one of them is filled: that ends the rest of the entry.
 * in: signed units filled (0: the bar passed the order over), price, row, whether it was filled inside the bar; all open orders of the asset
 */
export function applyFill(order: WorkingOrder, units: number, price: number, row: number, isInside: boolean, orders: readonly WorkingOrder[]): void {
  order.lastRow = row;
  if (units === 0) return;
  order.filled += units;
  order.left = Math.abs(order.left - units) <= ROUNDING * Math.abs(order.units) ? 0 : order.left - units;
  for (let k = 0; k < orders.length; k++) {
    const other = orders[k]!;
    if (other.end !== "open" || other === order) continue;
    if (other.parent === order.id) wake(other, -units, price, isInside ? row : -1, order.from);
    else if (other.id === order.parent) endOrder(other, "cancelled", "its exit was filled", orders);
    else if (other.group !== 0 && other.group === order.group) cut(other, units, order.reduceOnly, orders);
  }
  if (order.left !== 0) return;
  const isWhole = Math.abs(order.units) - Math.abs(order.filled) <= ROUNDING * Math.abs(order.units);
  if (isWhole) order.filled = order.units;
  endOrder(order, isWhole ? "filled" : "cancelled", isWhole ? "" : "a sibling was filled", orders);
}

function wake(exit: WorkingOrder, units: number, price: number, entryRow: number, from: number): void {
  exit.units += units;
  exit.left += units;
  // The units of a target's exit count from the position that its entry closes first.
  if (!exit.isAsleep || exit.left * exit.side <= 0) return;
  exit.isAsleep = false;
  exit.from = from;
  exit.entryRow = entryRow;
  exit.entryPrice = price;
  exit.best = price;
  if (!Number.isNaN(exit.stopShare)) exit.stop = price * (1 + exit.side * exit.stopShare);
  if (!Number.isNaN(exit.limitShare)) exit.limit = price * (1 - exit.side * exit.limitShare);
}

function cut(sibling: WorkingOrder, units: number, isExit: boolean, orders: readonly WorkingOrder[]): void {
  if (isExit && sibling.reduceOnly && sibling.side === Math.sign(units)) {
    sibling.left = Math.abs(sibling.left) - Math.abs(units) <= ROUNDING * Math.abs(sibling.units) ? 0 : sibling.left - units;
    if (sibling.left !== 0) return;
  }
  endOrder(sibling, "cancelled", "a sibling was filled", orders);
}
