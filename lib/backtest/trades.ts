import type { Fill, Trade } from "./result.ts";

/** What became of one share between two fills. */
export type Split = { readonly asset: string; readonly row: number; readonly ratio: number };

type Lot = { side: 1 | -1; entryRow: number; entryTime: number; entered: number; entryValue: number; exited: number; exitValue: number; costs: number };

/**
 * Trades of one asset's fills: each goes from flat to flat, or to the other side. A fill that crosses zero closes one trade and opens the next;
 * its costs are divided by units. A split comes before the fills of its row. The position left over is marked at `last`, and its trade is open.
 * Law: Σ profit − Σ costs = change of the equity, but for dividends, borrowing and financing.
 */
export function tradesOf(fills: readonly Fill[], last: { readonly row: number; readonly time: number; readonly close: number }, splits: readonly Split[] = []): Trade[] {
  const trades: Trade[] = [];
  let held = 0;
  let lot: Lot | undefined;
  let due = 0;
  const divide = (row: number): void => {
    for (; due < splits.length && splits[due]!.row <= row; due++) {
      const { ratio } = splits[due]!;
      held *= ratio;
      if (lot === undefined) continue;
      lot.entered *= ratio;
      lot.exited *= ratio;
    }
  };
  for (const fill of fills) {
    divide(fill.row);
    const costs = fill.commission + fill.spread + fill.slippage;
    const after = held + fill.units;
    const closing = lot !== undefined && Math.sign(fill.units) !== lot.side ? Math.min(Math.abs(fill.units), Math.abs(held)) : 0;
    const opening = Math.sign(after) !== 0 && (closing === 0 || Math.sign(after) !== Math.sign(held)) ? Math.abs(fill.units) - closing : 0;
    if (lot !== undefined && closing > 0) {
      lot.exited += closing;
      lot.exitValue += closing * fill.price;
      lot.costs += (costs * closing) / Math.abs(fill.units);
      if (Math.sign(after) !== lot.side) {
        trades.push(tradeOf(fill.asset, lot, fill.row, fill.time, false));
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
  divide(Number.POSITIVE_INFINITY);
  if (lot !== undefined) {
    lot.exited += Math.abs(held);
    lot.exitValue += Math.abs(held) * last.close;
    trades.push(tradeOf(fills[0]!.asset, lot, last.row, last.time, true));
  }
  return trades;
}

function tradeOf(asset: string, lot: Lot, exitRow: number, exitTime: number, isOpen: boolean): Trade {
  return {
    asset,
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
