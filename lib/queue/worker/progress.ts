const SHORTEST = 200; // milliseconds between two reports
const LONGEST = 10_000; // characters of JSON

/** Sends at most five reports a second on, always the newest. */
export function thinnedProgress(send: (progress: object) => Promise<unknown>): { tell(progress: unknown): void; end(): void } {
  let newest: object | undefined;
  let timer: NodeJS.Timeout | undefined;
  let sentAt = -SHORTEST;
  const flush = (): void => {
    timer = undefined;
    if (newest === undefined) return;
    sentAt = performance.now();
    send(newest).catch(() => {}); // Redis is away: a later report tells more
    newest = undefined;
  };
  return {
    tell: (progress) => {
      const whole = typeof progress === "object" && progress !== null ? progress : { said: progress };
      newest = JSON.stringify(whole).length <= LONGEST ? whole : { said: "a report that is too long" };
      timer ??= setTimeout(flush, Math.max(0, sentAt + SHORTEST - performance.now()));
    },
    end: () => {
      clearTimeout(timer);
      flush();
    },
  };
}
