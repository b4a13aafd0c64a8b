import { setImmediate } from "node:timers/promises";
import type { Clock } from "./clock.ts";

/** A clock that stands until it is moved. */
export type VirtualClock = Clock & {
  /** Lets time pass up to a moment; who sleeps is woken in turn. */
  runTo(time: string): Promise<void>;
  /** Shows another time at once, as after a laptop's sleep or a change by hand; sleepers whose time has passed wake then, and those who look now and then. */
  jumpTo(time: string): Promise<void>;
};

export function virtualClock(start: string): VirtualClock {
  let now = Date.parse(start);
  const sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();
  // Files, locks and promises of whoever woke come to rest before the next one wakes.
  const settle = async (): Promise<void> => {
    for (let k = 0; k < 25; k++) await setImmediate();
  };
  const wakeDue = async (): Promise<void> => {
    for (const sleeper of [...sleepers].filter(({ until }) => until <= now)) sleeper.wake();
    await settle();
  };
  return {
    now: () => now,
    sleepUntil: (until, signal) => new Promise((resolve) => {
      if (signal.aborted || until <= now) return resolve();
      const sleeper = { until, wake: () => {
        sleepers.delete(sleeper);
        signal.removeEventListener("abort", sleeper.wake);
        resolve();
      } };
      sleepers.add(sleeper);
      signal.addEventListener("abort", sleeper.wake);
    }),
    runTo: async (time) => {
      const end = Date.parse(time);
      await settle();
      for (;;) {
        const next = Math.min(...[...sleepers].map(({ until }) => until));
        if (next > end) break;
        now = Math.max(now, next);
        await wakeDue();
      }
      now = end;
      await settle();
    },
    jumpTo: async (time) => {
      now = Date.parse(time);
      for (const sleeper of [...sleepers]) sleeper.wake();
      await settle();
    },
  };
}
