import type { Bars } from "../bars.ts";
import { MarketError } from "../error.ts";
import { openTime, sessionsAt, SESSIONS } from "./sessions.ts";

export type HourRow = { readonly hour: number; readonly sessions: string; readonly bars: number; readonly rangeBps: number; readonly volume: number };
export type SessionRow = { readonly session: string; readonly bars: number; readonly rangeBps: number; readonly volume: number };

/** How far the price moves in each hour of UTC: mean of 10⁴·ln(high/low) over its bars, and their mean volume. Describes a whole history; not a factor. */
export function hourSummary(bars: Bars): readonly HourRow[] {
  refuseDaily(bars);
  const names = (hour: number): string => sessionsAt(Date.UTC(2024, 0, 3, hour)).join(", ");
  return Array.from({ length: 24 }, (_, hour) => ({ hour, sessions: names(hour), ...means(bars, (time) => new Date(time).getUTCHours() === hour) })).filter((row) => row.bars > 0);
}

/** The same for each session. A bar in an overlap counts in both. */
export function sessionSummary(bars: Bars): readonly SessionRow[] {
  refuseDaily(bars);
  return SESSIONS.map(({ name }) => ({ session: name, ...means(bars, (time) => sessionsAt(time).includes(name)) }));
}

function means(bars: Bars, isWanted: (time: number) => boolean): { bars: number; rangeBps: number; volume: number } {
  let [count, range, volume] = [0, 0, 0];
  for (let row = 0; row < bars.closeTime.length; row++) {
    const spread = 1e4 * Math.log(bars.high[row]! / bars.low[row]!);
    if (!isWanted(openTime(bars, row)) || !Number.isFinite(spread)) continue;
    count++;
    range += spread;
    volume += bars.volume[row]!;
  }
  return { bars: count, rangeBps: range / count, volume: volume / count };
}

function refuseDaily({ interval, symbol }: Bars): void {
  if (interval === "1d") throw new MarketError(`sessionSummary: ${symbol} has daily bars, which hold every session at once. Give bars of an hour or less.`);
}
