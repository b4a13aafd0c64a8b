import { MarketError, type Reason } from "../error.ts";
import { backoff, type Clock, pause } from "./clock.ts";
import type { LiveRequest } from "./liveBar.ts";
import type { StreamEvent } from "./streamEvent.ts";

export type KeepOpenOptions = {
  /** For messages. */
  readonly source: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds without a sign of life after which a connection is given up; Infinity where the source gives none. */
  readonly silence: number;
  readonly onEvent: (event: StreamEvent) => void;
};

type Hooks = Required<Omit<LiveRequest, "symbol">>;

const PASSING: readonly Reason[] = ["limit", "budget", "offline", "timeout", "server", "broken", "paused"];

/** Whether a failure may be over at the next try; a wrong symbol or key will not be. */
export function isPassing(error: unknown): error is MarketError {
  return error instanceof MarketError && PASSING.includes(error.reason);
}

/**
 * One stream without end out of connections that end: connects again when one is lost, falls silent or is refused, later each time until something comes.
 * Ends with the signal; throws what will not pass. Nothing is back-filled here.
 */
export async function* keepOpen<T>(connect: (hooks: Hooks) => AsyncIterable<T>, { clock, onEvent, signal, silence, source }: KeepOpenOptions): AsyncGenerator<T> {
  let failures = 0;
  while (!signal.aborted) {
    const link = new AbortController();
    const end = (): void => link.abort();
    signal.addEventListener("abort", end, { once: true });
    let heardAt = clock.now();
    const watch = async (): Promise<void> => {
      while (await pause(clock, heardAt + silence - clock.now(), link.signal)) {
        const silentMillis = clock.now() - heardAt;
        if (silentMillis < silence) continue;
        onEvent({ kind: "stale", silentMillis });
        link.abort(new MarketError(`${source}: nothing was heard for ${silentMillis} ms.`, { reason: "timeout" }));
      }
    };
    const watching = watch();
    let failure: unknown;
    try {
      const heard = (): void => {
        heardAt = clock.now();
      };
      const onConnected = (): void => {
        heard();
        onEvent({ kind: "connected" });
      };
      for await (const item of untilAborted(connect({ signal: link.signal, onAlive: heard, onConnected, onFinding: (finding) => onEvent({ kind: "finding", finding }) }), link.signal)) {
        failures = 0;
        heard();
        yield item;
      }
      failure = link.signal.reason ?? new MarketError(`${source}: the connection was closed by the other side.`, { reason: "offline" });
    } catch (error) {
      failure = error;
    } finally {
      signal.removeEventListener("abort", end);
      link.abort();
      await watching;
    }
    if (signal.aborted) return;
    if (!isPassing(failure)) throw failure;
    const wait = backoff(failures++, clock, failure.retryAt);
    onEvent({ kind: "lost", reason: failure.reason, message: failure.message, retryAt: clock.now() + wait });
    await pause(clock, wait, signal);
  }
}

/** Items until the signal, also when the next one never comes. What is left behind is told to end and not waited for. */
export async function* untilAborted<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await orAborted(iterator.next(), signal);
      if (next === undefined || next.done === true) return;
      yield next.value;
    }
  } finally {
    iterator.return?.().catch(() => {});
  }
}

function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve(undefined);
    const settled = <V>(settle: (value: V) => void) => (value: V): void => {
      signal.removeEventListener("abort", stop);
      settle(value);
    };
    promise.then(settled(resolve), settled(reject));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}
