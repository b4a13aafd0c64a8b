import { isCloseTime } from "../barTime.ts";
import type { Bars } from "../bars.ts";
import { dayOfBar, isoDay } from "../calendars/day.ts";
import { exchangeCalendar, type ExchangeName } from "../calendars/exchangeCalendar.ts";
import { MarketError } from "../error.ts";

export type GapRow = { readonly day: string; readonly kind: "holiday" | "special closing" | "missing data"; readonly why: string };

/** Weekdays without a daily bar, between the first and the last one, and why: the exchange kept a holiday, was shut against its schedule, or the bar is missing. */
export function listGaps(bars: Bars, name: ExchangeName = "NYSE"): readonly GapRow[] {
  if (bars.interval !== "1d") throw new MarketError(`listGaps: ${bars.symbol} has ${bars.interval} bars. It takes daily ones; checkBars finds gaps inside sessions.`);
  const { holidayName, isTradingDay, specialClosing } = exchangeCalendar(name);
  const days = new Set(Array.from(bars.closeTime.filter(isCloseTime), dayOfBar));
  const sorted = [...days].sort((a, b) => a - b);
  const gaps: GapRow[] = [];
  for (let day = sorted[0] ?? 0; day < (sorted.at(-1) ?? 0); day++) {
    if (days.has(day)) continue;
    const [holiday, special] = [holidayName(day), specialClosing(day)];
    if (holiday !== undefined) gaps.push({ day: isoDay(day), kind: "holiday", why: holiday });
    else if (special !== undefined) gaps.push({ day: isoDay(day), kind: "special closing", why: special });
    else if (isTradingDay(day)) gaps.push({ day: isoDay(day), kind: "missing data", why: `${name} traded` });
  }
  return gaps;
}
