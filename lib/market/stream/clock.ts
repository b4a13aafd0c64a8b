import type { ConnectOptions } from "../connection/connect.ts";
import { sleep as realSleep } from "../connection/sleep.ts";
import type { UtcMillis } from "../units.ts";

/** Time and chance, so that tests have their own. */
export type Clock = Required<Pick<ConnectOptions, "now" | "sleep" | "random">>;

export function clockOf({ now = Date.now, random = Math.random, sleep = realSleep }: Pick<ConnectOptions, "now" | "sleep" | "random"> = {}): Clock {
  return { now, random, sleep };
}

/** Waits; true when the time has passed, false when the signal came first. Without end for an infinite time. */
export async function pause(clock: Clock, millis: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  if (millis === Number.POSITIVE_INFINITY) return new Promise((resolve) => signal.addEventListener("abort", () => resolve(false), { once: true }));
  try {
    await clock.sleep(Math.max(millis, 0), signal);
    return !signal.aborted;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

/** A timer stands still while a machine sleeps, so that longer waits look at the clock in between. */
const LONGEST_PAUSE = 60_000;

/** Waits for a moment; true when it has come, false when the signal came first. */
export async function pauseUntil(clock: Clock, moment: UtcMillis, signal: AbortSignal): Promise<boolean> {
  while (clock.now() < moment) if (!(await pause(clock, Math.min(moment - clock.now(), LONGEST_PAUSE), signal))) return false;
  return !signal.aborted;
}

const [FIRST, LONGEST] = [1000, 60_000];

/** Milliseconds before another try: 1 s, 2 s, 4 s … 60 s, half of it by chance so that many clients do not come at once; never before the moment that the source named. */
export function backoff(failures: number, { now, random }: Clock, retryAt: UtcMillis = 0): number {
  const whole = Math.min(LONGEST, FIRST * 2 ** failures);
  return Math.max(whole / 2 + (random() * whole) / 2, retryAt - now());
}
