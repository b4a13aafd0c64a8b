import { DAY_MILLIS } from "../../market/calendars/day.ts";
import { applyFill, bracketExits, endOrphans, openOrder, settleBar, type Exits, type OrderRequest, type WorkingOrder } from "../orders/index.ts";
import { fillPrice, fillRuleOf, fillUnits, firstToFill, type FillBars, type FillOptions } from "./index.ts";

export type Row = readonly [number, number, number, number, number?];

/** Bars written as [open, high, low, close, volume], one a day from 2020-01-01, each stamped with its day's last millisecond. */
export function barsOf(...rows: readonly Row[]): FillBars {
  const column = (k: 0 | 1 | 2 | 3) => Float64Array.from(rows, (row) => row[k]);
  return {
    closeTime: Float64Array.from(rows, (_, t) => Date.UTC(2020, 0, t + 2) - 1),
    open: column(0), high: column(1), low: column(2), close: column(3),
    volume: Float64Array.from(rows, (row) => row[4] ?? 1000),
  };
}

type Any<T> = T extends unknown ? Omit<T, "asset"> : never;

/** An order of asset A, given before the first bar at a last close of 100. */
export function given(request: Any<OrderRequest>, state: Partial<WorkingOrder> = {}): WorkingOrder {
  return { ...openOrder({ asset: "A", ...request }, { id: 1, time: 0, lastClose: 100 }), ...state };
}

export type Filled = { readonly row: number; readonly id: number; readonly units: number; readonly price: number };

/** What bars make of orders, one after the other, without an account: all that an engine asks of orders and fills. The orders are changed. */
export function trade(orders: readonly WorkingOrder[], bars: FillBars, options: FillOptions = {}, held = 0): readonly Filled[] {
  const rule = fillRuleOf(options);
  const filled: Filled[] = [];
  for (let row = 0; row < bars.closeTime.length; row++) {
    const openTime = bars.closeTime[row]! - DAY_MILLIS + 1;
    let taken = 0;
    for (let k = firstToFill(orders, bars, row, openTime, rule); k >= 0; k = firstToFill(orders, bars, row, openTime, rule)) {
      const order = orders[k]!;
      const price = fillPrice(order, bars, row, rule);
      const units = fillUnits(order, bars.volume[row]!, rule, held, taken);
      applyFill(order, units, price, row, price !== bars.open[row] || order.entryRow === row, orders);
      if (units === 0) continue;
      held += units;
      taken += Math.abs(units);
      filled.push({ row, id: order.id, units, price });
      endOrphans(orders, held);
    }
    settleBar(orders, bars, row, openTime, held);
  }
  return filled;
}

/** An entry, id 1, with its exits behind it. */
export function bracket(request: Any<OrderRequest>, exits: Exits): readonly WorkingOrder[] {
  const entry = given(request);
  const { stopLoss, takeProfit, trailing } = bracketExits({ asset: "A", ...request }, entry, exits, 2, 1);
  return [entry, stopLoss, takeProfit, trailing].filter((order) => order !== undefined);
}
