/**
 * Price at which a bar closes a position by its stop loss or take profit, by the rule of `fills/`: at an open beyond either, else the stop
 * if the bar reaches it, else the take profit if the bar trades through it (`isTouch`: touches it). NaN if it does not, and in a bar without an open.
 * in: 1 long, −1 short; prices of the exits, NaN where there is none; the bar
 */
export function exitPrice(side: 1 | -1, stop: number, limit: number, open: number, high: number, low: number, isTouch: boolean): number {
  if (!(open > 0)) return Number.NaN;
  if (side * (stop - open) >= 0 || side * (open - limit) >= 0) return open;
  if (side * (stop - (side > 0 ? low : high)) >= 0) return stop;
  const beyond = side * ((side > 0 ? high : low) - limit);
  return beyond > 0 || (isTouch && beyond === 0) ? limit : Number.NaN;
}
