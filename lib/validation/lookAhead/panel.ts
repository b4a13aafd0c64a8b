import type { Columns } from "../../factors/index.ts";
import { mapBars, sliceBars, type Bars } from "../../market/bars.ts";
import type { UtcMillis } from "../../market/units.ts";
import { split, type RandomKey } from "../../random/index.ts";
import { ValidationError } from "../error.ts";
import { perturbFuture } from "./perturbFuture.ts";

/** Anything that turns bars into one number a bar: factors, scaled columns, labels, forecasts, signals. */
export type ColumnMaker = (bars: Bars) => Columns;

/** Bars of several assets by symbol. Their calendars and lengths may differ. */
export type Panel = Readonly<Record<string, Bars>>;
export type PanelColumns = Readonly<Record<string, Columns>>;

/** Columns of all or some assets of a panel, each over the bars of its own asset. */
export type PanelMaker = (panel: Panel) => PanelColumns;

/** A function of one asset as a function of the panel that holds that asset alone. */
export function panelOf(makeColumns: ColumnMaker): PanelMaker {
  return (panel) => Object.fromEntries(Object.entries(panel).map(([symbol, bars]) => [symbol, makeColumns(bars)]));
}

/** Every moment at which a bar of the panel closes, in order. */
export function clockOf(panel: Panel): Float64Array {
  const assets = Object.values(panel);
  for (const { closeTime, symbol } of assets) {
    for (let row = 0; row < closeTime.length; row++) {
      if (closeTime[row]! > (row === 0 ? Number.NEGATIVE_INFINITY : closeTime[row - 1]!)) continue;
      throw new ValidationError(`the bar in row ${row} of ${symbol} does not close after the one before it. Sort the bars and remove duplicates; checkBars finds them.`);
    }
  }
  if (assets.length === 1) return assets[0]!.closeTime;
  const moments = Float64Array.from(new Set(assets.flatMap(({ closeTime }) => Array.from(closeTime))));
  return moments.sort();
}

/** Number of sorted moments up to a time, that time included. */
export function countUpTo(moments: Float64Array, time: UtcMillis): number {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (moments[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The bars that close from one moment to another, both included, as views on the same memory. */
export function panelBetween(panel: Panel, from: UtcMillis, to: UtcMillis): Panel {
  return mapPanel(panel, (bars) => sliceBars(bars, countUpTo(bars.closeTime, from - 1), countUpTo(bars.closeTime, to)));
}

/** The panel as somebody saw it who knew what had closed by `time`; of one asset only if it is named. */
export function withoutFuture(panel: Panel, time: UtcMillis, asset?: string): Panel {
  return mapPanel(panel, (bars, symbol) => (asset === undefined || asset === symbol ? sliceBars(bars, 0, countUpTo(bars.closeTime, time)) : bars));
}

/** The panel with other bars behind `time`; of one asset only if it is named. */
export function withOtherFuture(panel: Panel, time: UtcMillis, key: RandomKey, asset?: string): Panel {
  return mapPanel(panel, (bars, symbol) => (asset === undefined || asset === symbol ? perturbFuture(bars, countUpTo(bars.closeTime, time), split(key, `future of ${symbol} after ${time}`)) : bars));
}

/** The panel with the times of one asset, or of all, moved by a number of milliseconds. */
export function withTimesShifted(panel: Panel, by: UtcMillis, asset?: string): Panel {
  return mapPanel(panel, (bars, symbol) => (asset === undefined || asset === symbol ? { ...bars, closeTime: bars.closeTime.map((time) => time + by) } : bars));
}

/** A copy whose columns may be written into. */
export function copyOf(panel: Panel): Panel {
  return mapPanel(panel, (bars) => mapBars(bars, (column) => column.slice()));
}

function mapPanel(panel: Panel, change: (bars: Bars, symbol: string) => Bars): Panel {
  return Object.fromEntries(Object.entries(panel).map(([symbol, bars]) => [symbol, change(bars, symbol)]));
}
