import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Interval } from "../bars.ts";
import type { OpenSource } from "../sources/source.ts";
import type { UtcMillis } from "../units.ts";
import type { Arrival } from "./barQueue.ts";
import { type Clock, pause } from "./clock.ts";
import { liveOfBars, type LiveRequest } from "./liveBar.ts";

export type PollOptions = Required<Pick<LiveRequest, "signal" | "onConnected" | "onFinding">> & {
  readonly source: string;
  readonly barPages: NonNullable<OpenSource["barPages"]>;
  readonly symbol: string;
  readonly interval: Interval;
  readonly clock: Clock;
  /** Milliseconds after a close at which it is asked for. */
  readonly delay: number;
  /** Whether the open bar is wanted too; it is asked for six times a bar, at most each ten seconds. */
  readonly unfinished: boolean;
  /** The last close that is known. */
  readonly since: UtcMillis;
};

/** A bar that is late is asked for so many times more, with twice the delay each time; then with the next bar only, for the market may be closed. */
const MORE_TRIES = 4;

/** Bars as they close, of a source that does not push: asked for a little after each close. The steps follow the last bar, so that hours that begin at half past are met too. */
export async function* pollBars({ barPages, clock, delay, interval, onConnected, onFinding, signal, since, source, symbol, unfinished }: PollOptions): AsyncGenerator<Arrival> {
  const step = INTERVAL_MILLIS[interval];
  let last = since;
  for (let misses = 0, asked = 0; !signal.aborted; asked++) {
    const before = last;
    for await (const page of barPages({ symbol, interval, from: new Date(last - step).toISOString() })) {
      page.findings.forEach(onFinding);
      const receivedAt = page.answers.at(-1)?.receivedAt ?? clock.now();
      for (const bar of liveOfBars(page.bars, { source, receivedAt, isFinished: true })) {
        if (bar.closeTime <= last) continue;
        yield { bar, follows: last };
        last = bar.closeTime;
      }
      if (unfinished && page.unfinished !== undefined) for (const bar of liveOfBars(page.unfinished, { source, receivedAt, isFinished: false })) yield { bar, follows: last };
    }
    if (asked === 0) onConnected();
    const now = clock.now();
    misses = last > before || now < last + step ? 0 : misses + 1;
    const nextClose = last + step * Math.max(1, Math.ceil((now - last + 1) / step));
    const untilNext = nextClose + delay * (1 + clock.random() / 2) - now;
    const isLate = misses > 0 && misses <= MORE_TRIES;
    await pause(clock, Math.min(untilNext, isLate ? delay * 2 ** misses : untilNext, unfinished ? Math.max(step / 6, 10_000) : untilNext), signal);
  }
}
