/** Time for the service: tests give one that they move. */
export type Clock = {
  /** UTC, milliseconds. */
  now(): number;
  /** Until the clock shows a moment, or the signal is aborted; it does not throw. */
  sleepUntil(time: number, signal: AbortSignal): Promise<void>;
};

/** Timers stand still while a laptop sleeps, so the clock is looked at again this often. */
const GLANCE = 15_000;

export const systemClock: Clock = {
  now: Date.now,
  sleepUntil: async (time, signal) => {
    while (Date.now() < time && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          signal.removeEventListener("abort", done);
          resolve();
        };
        const timer = setTimeout(done, Math.min(time - Date.now(), GLANCE));
        signal.addEventListener("abort", done);
      });
    }
  },
};
