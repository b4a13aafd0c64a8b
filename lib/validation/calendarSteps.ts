import { formatBarTime } from "../market/barTime.ts";
import { before, parseSpan, periodOf, startOfPeriod } from "./calendar.ts";
import { ValidationError } from "./error.ts";
import type { RowRange } from "./split.ts";
import type { Step } from "./walkForward.ts";

const DAY = 86_400_000;
/** A stretch may begin with holidays: so late may its first bar be, and by no more than this share of it. */
const LATE = { days: 7, share: 0.1 };

/** Steps of a walk by the calendar: a test is the rows of one period, its training part the rows of the stretch before that. Periods without a row are passed over. */
export function calendarSteps(rows: RowRange, train: number | string, test: number | string, closeTime: ArrayLike<number> | undefined): Step[] {
  if (typeof train === "number" || typeof test === "number") throw new ValidationError(`walkForward: train and test must both be rows or both be stretches of the calendar, got ${JSON.stringify(train)} and ${JSON.stringify(test)}`);
  if (closeTime === undefined) throw new ValidationError(`walkForward: train "${train}" and test "${test}" are of the calendar and need the rows' closeTime`);
  if (!(rows.from >= 0 && rows.to <= closeTime.length)) throw new ValidationError(`walkForward: rows ${rows.from}..${rows.to} do not lie inside the ${closeTime.length} times`);
  const [history, period] = [parseSpan("walkForward: train", train), parseSpan("walkForward: test", test)];
  const steps: Step[] = [];
  for (let row = rows.from; row < rows.to; ) {
    const number = periodOf(closeTime[row]!, period);
    const start = startOfPeriod(number, period);
    const to = firstRow(closeTime, startOfPeriod(number + 1, period), row, rows.to);
    const begin = before(start, history);
    if (closeTime[rows.from]! - begin <= Math.min(LATE.days * DAY, LATE.share * (start - begin))) steps.push({ train: firstRow(closeTime, begin, rows.from, row), test: row, to });
    row = to;
  }
  // The first period may begin in the middle of itself: what lies before the first row cannot be learnt from.
  const whole = steps.filter((step) => step.test > step.train);
  if (whole.length > 0) return whole;
  const span = rows.to > rows.from ? `reach from ${formatBarTime(closeTime[rows.from]!)} to ${formatBarTime(closeTime[rows.to - 1]!)}` : "are none";
  throw new ValidationError(`walkForward: the ${rows.to - rows.from} rows ${span}; at least ${train} and a row of the ${test} behind it are wanted. Give more rows or a shorter training part`);
}

/** First of the rows low .. high−1 at or after a moment; high if there is none. */
function firstRow(closeTime: ArrayLike<number>, time: number, low: number, high: number): number {
  while (low < high) {
    const middle = (low + high) >> 1;
    if (closeTime[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
