import { expect } from "vitest";
import { INTERVAL_MILLIS } from "../../market/barTime.ts";
import type { Bars, Interval } from "../../market/bars.ts";
import { column, computeFactors } from "../index.ts";

export type Row = { readonly open: string; readonly prices?: readonly [open: number, high: number, low: number, close: number]; readonly volume?: number };

/** Bars by the time they open. Without prices they stand at 100. */
export function barsOf(rows: readonly Row[], interval: Interval = "1h"): Bars {
  const prices = (k: number): Float64Array => Float64Array.from(rows, (row) => row.prices?.[k] ?? 100);
  return {
    symbol: "HAND", interval, provenance: "by hand", closeTime: Float64Array.from(rows, ({ open }) => Date.parse(`${open}Z`) + INTERVAL_MILLIS[interval]),
    open: prices(0), high: prices(1), low: prices(2), close: prices(3), volume: Float64Array.from(rows, ({ volume }) => volume ?? 1),
  };
}

type Course = {
  readonly interval?: Interval;
  /** Price of a bar, by its place. */
  readonly price?: (place: number) => number;
  /** Bars that are missing, by their hour and opening. */
  readonly skip?: (hour: number, time: number) => boolean;
  readonly volume?: (hour: number, time: number) => number;
};

/** Bars from one opening to another that stand still at a price each. */
export function run(from: string, until: string, { interval = "1h", price = () => 100, skip = () => false, volume = () => 1 }: Course = {}): Bars {
  const step = INTERVAL_MILLIS[interval];
  const rows: Row[] = [];
  for (let time = Date.parse(`${from}Z`), k = 0; time < Date.parse(`${until}Z`); time += step, k++) {
    const hour = new Date(time).getUTCHours();
    const now = price(k);
    if (!skip(hour, time)) rows.push({ open: new Date(time).toISOString().slice(0, 19), prices: [now, now, now, now], volume: volume(hour, time) });
  }
  return barsOf(rows, interval);
}

/** A column of bars. */
export const values = (bars: Bars, id: string): number[] => [...column(computeFactors(bars, [id]), id)];
/** The value on the bar that opens then. */
export const at = (bars: Bars, id: string, open: string): number => {
  const row = bars.closeTime.indexOf(Date.parse(`${open}Z`) + INTERVAL_MILLIS[bars.interval]);
  expect(row, open).toBeGreaterThanOrEqual(0);
  return values(bars, id)[row]!;
};
/** From Friday to Sunday 22:00 UTC. */
export const isWeekend = (_: number, time: number): boolean => {
  const day = new Date(time).getUTCDay();
  const hour = new Date(time).getUTCHours();
  return day === 6 || (day === 5 && hour >= 22) || (day === 0 && hour < 22);
};
