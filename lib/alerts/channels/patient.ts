import { DelegateBackoff, handleWhen, retry } from "cockatiel";

/** A failure that another attempt may mend. */
export class Passing extends Error {}

/** Tries again after each of the waits, as long as the failure may pass. */
export async function patiently<T>(waits: readonly number[], signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
  const retries = retry(handleWhen((error) => error instanceof Passing && !signal.aborted), {
    maxAttempts: waits.length, backoff: new DelegateBackoff(({ attempt: number }) => waits[number - 1] ?? 0),
  });
  return retries.execute(attempt, signal);
}
