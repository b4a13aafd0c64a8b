import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Interval } from "../bars.ts";
import type { ExchangeCalendar } from "../calendars/exchangeCalendar.ts";
import type { OpenSource } from "../sources/source.ts";
import type { UtcMillis } from "../units.ts";
import type { Arrival } from "./barQueue.ts";
import { barsDue } from "./barsDue.ts";
import { type Clock, pauseUntil } from "./clock.ts";
import { closedBars } from "./closedBars.ts";
import type { LiveRequest } from "./liveBar.ts";

export type PollOptions = Required<Pick<LiveRequest, "signal" | "onConnected" | "onFinding">> & {
  readonly source: string;
  readonly barPages: NonNullable<OpenSource["barPages"]>;
  readonly symbol: string;
  readonly interval: Interval;
  /** The symbol's exchange; without it the source is asked day and night. */
  readonly calendar: ExchangeCalendar | undefined;
  readonly clock: Clock;
  /** Milliseconds after a close at which it is asked for. */
  readonly delay: number;
  /** Whether the open bar is wanted too; it is asked for six times a bar, at most each ten seconds. */
  readonly unfinished: boolean;
  /** The last close that is known. */
  readonly since: UtcMillis;
  /** Nothing is asked before that moment. */
  readonly onClosed: (opensAt: UtcMillis) => void;
};

/** While the market is open a late bar is asked for so many times more, with twice the delay each time; then with the next bar only, for there may have been no trade. */
const MORE_TRIES = 4;
/** After the close the waits go on doubling up to an hour, for the last bar of the day has none that brings it along and some sources are a quarter of an hour late. */
const LONGEST_WAIT = 3_600_000;

/**
 * Bars as they close, of a source that does not push: asked for once at the beginning, then a little after each close of the exchange's hours, and not while it is shut.
 * The last bar comes along with each answer, so that a correction is seen.
 */
export async function* pollBars({ barPages, calendar, clock, delay, interval, onClosed, onConnected, onFinding, signal, since, source, symbol, unfinished }: PollOptions): AsyncGenerator<Arrival> {
  const step = INTERVAL_MILLIS[interval];
  let last = since;
  // Where every step has a bar, one that is left out is asked for; elsewhere nothing was traded.
  const follows = (closeTime: UtcMillis): Pick<Arrival, "follows"> => (calendar?.name === "CRYPTO" ? {} : { follows: Math.min(last, closeTime) });
  for (let misses = 0, asked = 0; !signal.aborted; asked++) {
    let shown = last;
    for await (const page of barPages({ symbol, interval, from: new Date(last - step).toISOString() })) {
      page.findings.forEach(onFinding);
      const { closed, running } = closedBars(page, source, clock.now());
      for (const bar of closed) {
        yield { bar, ...follows(bar.closeTime) };
        last = Math.max(last, bar.closeTime);
      }
      for (const bar of running) {
        // What runs by the source's clock and is over by ours is asked for again soon.
        if (interval === "1d" || bar.closeTime > clock.now()) shown = Math.max(shown, bar.closeTime);
        if (unfinished) yield { bar, ...follows(bar.closeTime) };
      }
    }
    if (asked === 0) onConnected();
    const now = clock.now();
    const { next, opensAt, owed } = barsDue(calendar, interval, now, last);
    // What the source itself calls unfinished is not asked for before it is due again.
    const isLate = Math.max(last, shown) < owed;
    misses = isLate ? Math.min(misses + 1, opensAt === undefined ? MORE_TRIES + 1 : Number.POSITIVE_INFINITY) : 0;
    const wait = delay * 2 ** misses;
    const isAskedAgain = isLate && (opensAt === undefined ? misses <= MORE_TRIES : wait <= LONGEST_WAIT);
    if (opensAt !== undefined && next > opensAt && !isAskedAgain) onClosed(opensAt);
    const moments = [next + delay * (1 + clock.random() / 2), ...(isAskedAgain ? [now + wait] : []), ...(unfinished && opensAt === undefined ? [now + Math.max(step / 6, 10_000)] : [])];
    await pauseUntil(clock, Math.min(...moments), signal);
  }
}
