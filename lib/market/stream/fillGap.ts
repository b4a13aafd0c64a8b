import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Interval } from "../bars.ts";
import type { OpenSource } from "../sources/source.ts";
import type { UtcMillis } from "../units.ts";
import { lastClose } from "./barsDue.ts";
import { checkLiveBar } from "./checkLiveBar.ts";
import { closedBars } from "./closedBars.ts";
import { backoff, type Clock, pause } from "./clock.ts";
import { isPassing, untilAborted } from "./keepOpen.ts";
import type { LiveBar } from "./liveBar.ts";
import type { StreamEvent } from "./streamEvent.ts";

export type Gap = {
  readonly source: string;
  readonly barPages: OpenSource["barPages"];
  readonly symbol: string;
  readonly interval: Interval;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onEvent: (event: StreamEvent) => void;
  /** Closes after `from`, up to and with `to`. */
  readonly from: UtcMillis;
  readonly to: UtcMillis;
  /** The market never closes: each step has a bar, and one that is not there yet is waited for a little. */
  readonly everyStep: boolean;
};

/** A bar that just closed may not be in the history yet; it is asked for so many times more. */
const MORE_TRIES = 3;

/** Bars of a gap out of the source's history, oldest first. A failure that may pass is waited for, however long, so that no bar is lost. */
export async function* fillGap({ barPages, clock, everyStep, from, interval, onEvent, signal, source, symbol, to }: Gap): AsyncGenerator<LiveBar> {
  const step = INTERVAL_MILLIS[interval];
  let last = from;
  let end = to;
  let bars = 0;
  let failures = 0;
  for (let tries = 0; barPages !== undefined && !signal.aborted;) {
    try {
      pages: for await (const page of untilAborted(barPages({ symbol, interval, from: new Date(last - step).toISOString(), to: new Date(to).toISOString() }), signal)) {
        for (const finding of page.findings) onEvent({ kind: "finding", finding });
        const { closed, until } = closedBars(page, source, clock.now());
        // Where every step has a bar, those that run by the source's clock are not waited for.
        end = Math.min(to, lastClose(interval, until));
        for (const bar of closed) {
          if (bar.closeTime <= last || bar.closeTime > to) continue;
          // What lies between may only be late; after the last try it is missing.
          if (everyStep && tries < MORE_TRIES && bar.closeTime > last + step) break pages;
          const findings = checkLiveBar(bar);
          for (const finding of findings) onEvent({ kind: "finding", finding });
          if (findings.length > 0) continue;
          last = bar.closeTime;
          bars++;
          yield bar;
        }
      }
      if (last >= end || !everyStep || tries >= MORE_TRIES) break;
      await pause(clock, backoff(tries++, clock), signal);
    } catch (error) {
      if (signal.aborted) return;
      if (!isPassing(error)) throw error;
      const wait = backoff(failures++, clock, error.retryAt);
      onEvent({ kind: "lost", reason: error.reason, message: error.message, retryAt: clock.now() + wait });
      await pause(clock, wait, signal);
    }
  }
  if (!signal.aborted) onEvent({ kind: "gap filled", from, to, bars, missing: everyStep ? Math.max(0, Math.round((end - from) / step) - bars) : 0 });
}
