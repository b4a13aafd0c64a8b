import { setTimeout } from "node:timers/promises";

/** The longest time that a timer of the runtime can hold. */
const LONGEST = 2 ** 31 - 1;

/** Waits; a signal ends it at once with an error. */
export async function sleep(millis: number, signal?: AbortSignal): Promise<void> {
  for (let left = millis; left > 0; left -= LONGEST) await setTimeout(Math.min(left, LONGEST), undefined, signal === undefined ? {} : { signal });
}
