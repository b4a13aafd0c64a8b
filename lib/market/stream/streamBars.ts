import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Interval } from "../bars.ts";
import { exchangeCalendar } from "../calendars/exchangeCalendar.ts";
import type { ConnectOptions } from "../connection/connect.ts";
import { MarketError } from "../error.ts";
import { exchangeOfSymbol } from "../instruments/exchangeOfSymbol.ts";
import { askedSpan } from "../sources/askedSpan.ts";
import { openSource } from "../sources/index.ts";
import type { OpenSource } from "../sources/source.ts";
import type { UtcMillis } from "../units.ts";
import { type Arrival, barQueue } from "./barQueue.ts";
import { lastClose } from "./barsDue.ts";
import { bothClocks } from "./bothClocks.ts";
import { checkLiveBar } from "./checkLiveBar.ts";
import { clockOf, pauseUntil } from "./clock.ts";
import { fillGap } from "./fillGap.ts";
import { givenBars } from "./givenBars.ts";
import { keepOpen } from "./keepOpen.ts";
import { BAR_VALUES, type LiveBar } from "./liveBar.ts";
import { pollBars } from "./pollBars.ts";
import type { StreamEvent } from "./streamEvent.ts";

export type StreamOptions = {
  readonly source: string;
  readonly symbol: string;
  /** @default "1m" */
  readonly interval?: Interval;
  /** Updates of the open bar as well, flagged by `isFinished: false`. @default false */
  readonly unfinished?: boolean;
  /** A day or a moment from which bars are given first, out of the history; else only those that close from now on. */
  readonly from?: string;
  readonly signal?: AbortSignal;
  /** The source already opened, so that several streams share its connection. */
  readonly opened?: OpenSource;
  /** How the source is reached, and the clock. */
  readonly connection?: Omit<ConnectOptions, "signal">;
  readonly onEvent?: (event: StreamEvent) => void;
  /** Milliseconds without a sign of life before a pushing connection is given up. @default 60_000, three of Binance's pings */
  readonly silence?: number;
  /** Milliseconds after a close at which a source that does not push is asked. @default 2_000 */
  readonly delay?: number;
  /** Milliseconds after a close at which a bar that was not pushed is fetched. @default 5_000 */
  readonly grace?: number;
  /** Finished bars that wait for a slow reader, at most; later ones are fetched when their turn comes. @default 1_000 */
  readonly buffer?: number;
};

/**
 * Bars of one symbol as they happen: pushed where the source pushes, else asked for after each close.
 * Never the same finished bar twice, never out of order, never before its close by our clock and the source's; what was missed is fetched from the history before live bars go on.
 * Bars that cannot be are told as findings and not given; a bar that the source corrects later is told and not given again. A source that is asked is left alone while the symbol's exchange is shut.
 * Ends with `signal` or `break`; nothing is left open. Throws what will not pass by waiting: an unknown symbol, a missing key.
 */
export async function* streamBars(options: StreamOptions): AsyncGenerator<LiveBar, void, undefined> {
  const { buffer = 1000, delay = 2000, from, grace = 5000, interval = "1m", onEvent = () => {}, signal, silence = 60_000, source, symbol, unfinished = false } = options;
  const clock = clockOf(options.connection);
  const both = bothClocks(clock.now);
  const given = givenBars();
  const stop = new AbortController();
  const queue = barQueue({ clock, most: buffer, onFull: () => onEvent({ kind: "behind", buffered: buffer }) });
  const end = (): void => {
    stop.abort();
    queue.end();
  };
  if (signal?.aborted === true) return;
  signal?.addEventListener("abort", end, { once: true });
  const opened = options.opened ?? openSource(source, { ...options.connection, signal: stop.signal });
  const { barPages, stream } = opened;
  const step = INTERVAL_MILLIS[interval];
  const exchange = exchangeOfSymbol(symbol);
  const calendar = exchange === undefined ? undefined : exchangeCalendar(exchange);
  const everyStep = exchange === "CRYPTO";
  let last = from === undefined ? lastClose(interval, clock.now()) : askedSpan(source, { from }, { days: 0, now: clock.now() }).from;
  let shown: LiveBar | undefined;
  let askedAgainAt = 0;
  let opensAt: UtcMillis | undefined;

  const connect = (hooks: Parameters<Parameters<typeof keepOpen<Arrival>>[0]>[0]): AsyncIterable<Arrival> => {
    if (stream !== undefined) return arrivals(stream({ symbol, interval, ...hooks }));
    if (barPages === undefined) throw new MarketError(`${source}: it has no bars, so there is nothing to stream. \`npx marketbook fetch --list\` shows what each source has.`);
    return pollBars({ ...hooks, barPages, calendar, clock, delay, interval, onClosed, since: last, source, symbol, unfinished });
  };
  const onClosed = (moment: UtcMillis): void => {
    if (moment !== opensAt) onEvent({ kind: "closed", exchange: exchange ?? symbol, opensAt: moment });
    opensAt = moment;
  };
  const told = (event: StreamEvent): void => {
    onEvent(event);
    if (event.kind !== "connected" || stream === undefined) return;
    both.reconnect();
    queue.noteGap();
  };
  const listen = async (): Promise<void> => {
    try {
      for await (const arrival of keepOpen(connect, { source, clock, signal: stop.signal, silence: stream === undefined ? Number.POSITIVE_INFINITY : silence, onEvent: told })) {
        const findings = checkLiveBar(arrival.bar);
        const skew = findings.length === 0 ? both.hear(arrival.bar) : undefined;
        for (const finding of skew === undefined ? findings : [skew]) onEvent({ kind: "finding", finding });
        if (findings.length === 0 && (unfinished || arrival.bar.isFinished)) queue.push(arrival);
      }
      queue.end();
    } catch (failure) {
      queue.end(failure);
    }
  };
  async function* fill(to: UtcMillis): AsyncGenerator<LiveBar> {
    if (to <= last) return;
    for await (const bar of fillGap({ source, barPages, symbol, interval, clock, signal: stop.signal, onEvent, from: last, to, everyStep })) {
      last = bar.closeTime;
      given.add(bar);
      yield bar;
    }
    askedAgainAt = both.now() + step;
  }

  if (stream === undefined && barPages !== undefined && exchange === undefined) onEvent({ kind: "hours unknown", symbol });
  const listening = listen();
  try {
    if (from !== undefined) yield* fill(lastClose(interval, both.now()));
    while (!stop.signal.aborted) {
      const next = queue.take();
      if (next === undefined) {
        // A market that never closes owes a bar each step; one that was not pushed is fetched.
        const isOwed = everyStep && stream !== undefined && barPages !== undefined;
        const owedAt = isOwed ? Math.max(last + step + grace, askedAgainAt) : Number.POSITIVE_INFINITY;
        if (both.now() >= owedAt) yield* fill(lastClose(interval, both.now() - grace));
        else await queue.wait(owedAt - both.now());
      } else if (next === "gap") {
        if (everyStep) yield* fill(lastClose(interval, both.now()));
      } else if ("failure" in next) {
        if (next.failure !== undefined) throw next.failure;
        return;
      } else {
        const { bar, follows = bar.closeTime - step } = next;
        // The source's clock may be ahead of ours: a bar is over there, and here when our clock says so too.
        if (bar.isFinished && bar.sentAt !== undefined && bar.closeTime > last && !(await pauseUntil(clock, bar.closeTime, stop.signal))) return;
        if (bar.closeTime > last && (bar.isFinished || both.now() >= askedAgainAt)) yield* fill(follows);
        const before = bar.isFinished ? given.corrected(bar) : undefined;
        if (before !== undefined) onEvent({ kind: "corrected", given: before, bar });
        if (stop.signal.aborted || bar.closeTime <= last) continue;
        if (bar.isFinished) {
          last = bar.closeTime;
          given.add(bar);
          yield bar;
        } else if (everyStep && follows > last) {
          // The finished bar before it is not there yet.
          continue;
        } else if (isNews(bar, shown)) {
          shown = bar;
          yield bar;
        }
      }
    }
  } finally {
    signal?.removeEventListener("abort", end);
    end();
    await listening;
  }
}

async function* arrivals(bars: AsyncIterable<LiveBar>): AsyncGenerator<Arrival> {
  for await (const bar of bars) yield { bar };
}

/** An update is shown once, and not after a later one: the volume of a bar never falls. */
function isNews(bar: LiveBar, shown: LiveBar | undefined): boolean {
  if (shown === undefined || shown.closeTime !== bar.closeTime) return shown === undefined || bar.closeTime > shown.closeTime;
  return bar.volume >= shown.volume && BAR_VALUES.some((name) => bar[name] !== shown[name]);
}
