/** A clock that stands still but for those who wait on it: waiting costs no time and is written down. */
export type TestClock = { readonly now: () => number; readonly sleep: (millis: number, signal?: AbortSignal) => Promise<void>; /** In milliseconds, oldest first. */ readonly waits: readonly number[]; readonly pass: (millis: number) => void };

/** A test's clock that starts at a moment, 2024-03-15T20:00:00Z. */
export function testClock(start: string): TestClock {
  let time = Date.parse(start);
  const waits: number[] = [];
  return {
    waits,
    now: () => time,
    pass: (millis) => {
      time += millis;
    },
    sleep: async (millis, signal) => {
      signal?.throwIfAborted();
      waits.push(millis);
      time += millis;
    },
  };
}
