import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Bars, Interval } from "../bars.ts";
import { exchangeCalendar, type ExchangeName } from "../calendars/exchangeCalendar.ts";
import { MarketError } from "../error.ts";
import type { UtcMillis } from "../units.ts";
import { clockGroups } from "./clockGroups.ts";
import type { Groups } from "./groups.ts";
import { type Anchor, sessionGroups } from "./sessionGroups.ts";

export type ResampleOptions = {
  /** Whose sessions are the days. Left out: days and hours of UTC. "FOREX" for currencies and for futures that trade through the night: 17:00 to 17:00 New York. */
  readonly calendar?: ExchangeName;
  /** With a calendar: hours from the open of the session and from the end of its break (default), or from full hours of the clock. */
  readonly anchor?: Anchor;
  /** A missing value among the shorter bars: the longer one's is missing too (default), or is made of those that are known. */
  readonly missing?: "keep" | "skip";
  /** The present moment: a last bar whose time is over by then is whole, though nothing traded at its end. */
  readonly now?: UtcMillis;
};

/**
 * Longer bars from shorter ones: first open, highest high, lowest low, last close, sum of volume. Days are those of UTC, or with a calendar the sessions of an exchange.
 * The last bar is left out unless time has passed its end: an unfinished bar is none, and the provenance says so. No bar is made of nothing, so gaps stay gaps.
 * in: bars [T], oldest first  out: bars [≤ T]. Bars outside of the sessions are left out; the provenance says how many.
 */
export function resampleBars(bars: Bars, interval: Interval, { anchor, calendar, missing = "keep", now = Number.NEGATIVE_INFINITY }: ResampleOptions = {}): Bars {
  const { closeTime, symbol } = bars;
  const [step, length] = [INTERVAL_MILLIS[interval], INTERVAL_MILLIS[bars.interval]];
  if (step <= length) throw new MarketError(`resampleBars: ${bars.interval} bars of ${symbol} cannot be made into ${interval} ones. Ask for a longer interval.`);
  if (calendar === undefined && anchor !== undefined) throw new MarketError(`resampleBars: anchor "${anchor}" needs a calendar. Name the exchange: { calendar: "NYSE", anchor: "${anchor}" }.`);
  for (let row = 0; row < closeTime.length; row++) {
    if (!(closeTime[row]! > (row === 0 ? Number.NEGATIVE_INFINITY : closeTime[row - 1]!))) throw new MarketError(`resampleBars: row ${row} of ${symbol} is not later than the row before. repairBars sorts bars and drops those that are there twice.`);
  }
  const groups = calendar === undefined ? clockGroups(closeTime, step) : sessionGroups(exchangeCalendar(calendar), closeTime, length, step, anchor ?? "session");
  const passed = Math.max(now, closeTime.at(-1) ?? now);
  const isCut = groups.wholeAt.length > 0 && groups.wholeAt.at(-1)! > passed;
  const columns = gather(bars, groups, isCut ? groups.stamp.length - 1 : groups.stamp.length, missing === "skip");
  return { symbol, interval, provenance: `${bars.provenance}; ${interval} from ${bars.interval}${remark(calendar, groups.groupOf)}${isCut ? "; the last bar was unfinished and is left out" : ""}`, ...columns };
}

function remark(calendar: ExchangeName | undefined, groupOf: Int32Array): string {
  if (calendar === undefined) return "";
  let outside = 0;
  for (let row = 0; row < groupOf.length; row++) if (groupOf[row] === -1) outside++;
  return `, sessions of ${calendar}${outside === 0 ? "" : `, ${outside} ${outside === 1 ? "bar" : "bars"} outside them left out`}`;
}

/** One pass over the rows. NaN marks what is not yet or not known; a column that takes only known values overwrites it. */
function gather(bars: Bars, { groupOf, stamp }: Groups, count: number, isSkipping: boolean): Pick<Bars, "closeTime" | "open" | "high" | "low" | "close" | "volume"> {
  const [open, high, low, close, volume] = Array.from({ length: 5 }, () => new Float64Array(count).fill(Number.NaN));
  let latest = -1;
  for (let row = 0; row < groupOf.length; row++) {
    const k = groupOf[row]!;
    if (k < 0 || k >= count) continue;
    const isFirst = k !== latest;
    latest = k;
    open![k] = isFirst || (isSkipping && open![k] !== open![k]) ? bars.open[row]! : open![k]!;
    high![k] = isFirst ? bars.high[row]! : joined(high![k]!, bars.high[row]!, isSkipping, Math.max);
    low![k] = isFirst ? bars.low[row]! : joined(low![k]!, bars.low[row]!, isSkipping, Math.min);
    volume![k] = isFirst ? bars.volume[row]! : joined(volume![k]!, bars.volume[row]!, isSkipping, sum);
    if (!isSkipping || bars.close[row]! === bars.close[row]!) close![k] = bars.close[row]!;
  }
  return { closeTime: Float64Array.from(stamp.slice(0, count)), open: open!, high: high!, low: low!, close: close!, volume: volume! };
}

const sum = (a: number, b: number): number => a + b;

function joined(before: number, value: number, isSkipping: boolean, join: (a: number, b: number) => number): number {
  if (isSkipping && Number.isNaN(value)) return before;
  return isSkipping && Number.isNaN(before) ? value : join(before, value);
}
