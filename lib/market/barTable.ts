import { formatBarTime } from "./barTime.ts";
import type { Bars } from "./bars.ts";

/** Bars as named lists, for `aq.table(…)` of arquero and `new dfd.DataFrame(…)` of danfojs. Dates are text; `year` is the UTC year of the close. */
export type BarTable = {
  readonly date: string[];
  readonly year: number[];
  readonly open: number[];
  readonly high: number[];
  readonly low: number[];
  readonly close: number[];
  readonly volume: number[];
};

export function barTable({ close, closeTime, high, low, open, volume }: Bars): BarTable {
  return {
    date: Array.from(closeTime, formatBarTime),
    year: Array.from(closeTime, (time) => new Date(time).getUTCFullYear()),
    open: [...open], high: [...high], low: [...low], close: [...close], volume: [...volume],
  };
}
