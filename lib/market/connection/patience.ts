import { BrokenCircuitError, circuitBreaker, CircuitBreakerPolicy, ConsecutiveBreaker, DelegateBackoff, handleWhenResult, retry } from "cockatiel";
import { failed, type Failed } from "./failed.ts";
import { moment } from "./moment.ts";
import type { Sleep, Wait } from "./limiter.ts";

/** Attempts of one request. */
const MOST_ATTEMPTS = 4;

/** Requests that failed one after the other, after all their attempts, until none is made for a while. */
const FAILURES_TO_PAUSE = 3;
const PAUSE = 60_000;

/** First and longest wait between attempts. */
const SHORTEST_WAIT = 500;
const LONGEST_WAIT = 30_000;

export type PatienceOptions = {
  readonly source: string;
  /** Breakers are shared in a process by all who ask the same place. */
  readonly place: string;
  readonly now: () => number;
  readonly sleep: Sleep;
  readonly random: () => number;
  /** Takes keys out of what is told of a failure: others see it, on other connections too. */
  readonly redact: (text: string) => string;
  /** Waiting in all, for one request. */
  readonly patienceMillis: number;
  readonly onWait?: ((wait: Wait) => void) | undefined;
};

type Breaker = { readonly policy: CircuitBreakerPolicy; until: number; last: string };

const breakers = new Map<string, Breaker>();

/**
 * Asks until there is an answer, as long as another attempt may help: after a wait that grows with jitter ("decorrelated": between the shortest and three times the last),
 * not before the moment that the source named, and not if that lies beyond the patience. After three requests that failed so, the place is left alone for a minute.
 */
export async function patiently<T extends object>(attempt: (number: number, signal: AbortSignal | undefined) => Promise<T | Failed>, { now, onWait, patienceMillis, place, random, redact, sleep, source }: PatienceOptions, { isRepeatable, signal }: { readonly isRepeatable: boolean; readonly signal: AbortSignal | undefined }): Promise<T | Failed> {
  const breaker = breakerOf(place);
  let wait = 0;
  let waited = 0;
  let said = "";
  const mayHelp = (result: unknown): boolean => isFailed(result) && result.again && (isRepeatable || result.untouched) && nextWait(result) <= patienceMillis - waited;
  const nextWait = ({ retryAt }: Failed): number => Math.max(0, (retryAt ?? 0) - now());
  const retries = retry(handleWhenResult(mayHelp), {
    maxAttempts: MOST_ATTEMPTS - 1,
    backoff: new DelegateBackoff<{ readonly result: { readonly value: unknown } | { readonly error: unknown } }, number>(({ result }, before = SHORTEST_WAIT) => {
      const drawn = Math.min(LONGEST_WAIT, SHORTEST_WAIT + random() * (3 * before - SHORTEST_WAIT));
      const failure = "value" in result && isFailed(result.value) ? result.value : undefined;
      wait = Math.max(drawn, failure === undefined ? 0 : nextWait(failure));
      // The library's own waiting cannot be stopped, so it waits for nothing and the next attempt begins with ours.
      return { delay: 0, state: drawn };
    }),
  });
  try {
    return await breaker.policy.execute(() => retries.execute(async ({ attempt: number }) => {
      if (wait > 0) {
        onWait?.({ source, millis: wait, why: `attempt ${number} failed: ${said}` });
        await sleep(wait, signal);
        waited += wait;
      }
      const result = await attempt(number + 1, signal);
      if (isFailed(result)) breaker.last = said = redact(result.words);
      return result;
    }, signal));
  } catch (error) {
    if (!(error instanceof BrokenCircuitError)) throw error;
    return failed("paused", `it is left alone until ${moment(breaker.until)}, because the last ${FAILURES_TO_PAUSE} requests failed (${breaker.last})`, { retryAt: breaker.until });
  }
}

export function isFailed(value: unknown): value is Failed {
  return typeof value === "object" && value !== null && "failed" in value && value.failed === true;
}

function breakerOf(place: string): Breaker {
  const known = breakers.get(place);
  if (known !== undefined) return known;
  const counts = (result: unknown): boolean => isFailed(result) && result.again && result.reason !== "limit";
  const breaker: Breaker = { policy: circuitBreaker(handleWhenResult(counts), { halfOpenAfter: PAUSE, breaker: new ConsecutiveBreaker(FAILURES_TO_PAUSE) }), until: 0, last: "" };
  breaker.policy.onBreak(() => {
    breaker.until = Date.now() + PAUSE;
  });
  breakers.set(place, breaker);
  return breaker;
}
