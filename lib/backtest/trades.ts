import type { Fill, Trade } from "./result.ts";

type Lot = { side: 1 | -1; entryRow: number; entryTime: number; entered: number; entryValue: number; exited: number; exitValue: number; costs: number };

/**
 * Trades of a list of fills: each goes from flat to flat, or to the other side. A fill that crosses zero closes one trade and opens the next;
 * its costs are divided by units. The position left over is marked at `last`, and its trade is open.
 * Law: Σ profit − Σ costs = change of the equity.
 */
export function tradesOf(fills: readonly Fill[], last: { readonly row: number; readonly time: number; readonly close: number }): Trade[] {
  const trades: Trade[] = [];
  let held = 0;
  let lot: Lot | undefined;
  for (const fill of fills) {
    const costs = fill.commission + fill.spread + fill.slippage;
    const after = held + fill.units;
    const closing = lot !== undefined && Math.sign(fill.units) !== lot.side ? Math.min(Math.abs(fill.units), Math.abs(held)) : 0;
    const opening = Math.sign(after) !== 0 && (closing === 0 || Math.sign(after) !== Math.sign(held)) ? Math.abs(fill.units) - closing : 0;
    if (lot !== undefined && closing > 0) {
      lot.exited += closing;
      lot.exitValue += closing * fill.price;
      lot.costs += (costs * closing) / Math.abs(fill.units);
      if (Math.sign(after) !== lot.side) {
        trades.push(tradeOf(lot, fill.row, fill.time, false));
        lot = undefined;
      }
    }
    if (opening > 0) {
      lot ??= { side: after > 0 ? 1 : -1, entryRow: fill.row, entryTime: fill.time, entered: 0, entryValue: 0, exited: 0, exitValue: 0, costs: 0 };
      lot.entered += opening;
      lot.entryValue += opening * fill.price;
      lot.costs += (costs * opening) / Math.abs(fill.units);
    }
    held = after;
  }
  if (lot !== undefined) {
    lot.exited += Math.abs(held);
    lot.exitValue += Math.abs(held) * last.close;
    trades.push(tradeOf(lot, last.row, last.time, true));
  }
  return trades;
}

function tradeOf(lot: Lot, exitRow: number, exitTime: number, isOpen: boolean): Trade {
  return {
    side: lot.side > 0 ? "long" : "short",
    entryRow: lot.entryRow,
    entryTime: lot.entryTime,
    entryPrice: lot.entryValue / lot.entered,
    exitRow,
    exitTime,
    exitPrice: lot.exitValue / lot.exited,
    units: lot.entered,
    profit: lot.side * (lot.exitValue - lot.entryValue),
    costs: lot.costs,
    barsHeld: exitRow - lot.entryRow + (isOpen ? 1 : 0),
    isOpen,
  };
}
