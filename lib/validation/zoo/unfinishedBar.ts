import { dayIsOver, daysOf, onceOver, onOwnRows, type Rows } from "./days.ts";
import type { Bars } from "../../market/bars.ts";
import { specimen } from "./specimen.ts";

const rangeOf = ({ high, low }: Bars) => ({ from, to }: Rows): number => Math.log(Math.max(...high.subarray(from, to)) / Math.min(...low.subarray(from, to)));

/** The daily bar merged at the day's start, as if it were finished when it begins. */
export const unfinishedBar = specimen({
  name: "unfinished bar",
  says: "The day's range stands on the day's first bars, when the day has hardly begun.",
  market: "hourly",
  barsAhead: 23,
  leaky: (bars) => onOwnRows(bars.close.length, daysOf(bars), rangeOf(bars)),
  clean: (bars) => onceOver(bars.close.length, daysOf(bars), dayIsOver(bars), rangeOf(bars)),
});
