import type { LightgbmLibrary } from "./library.ts";

/** libuv's threads, on which asynchronous calls run. */
const POOL = Number(process.env["UV_THREADPOOL_SIZE"]) || 4;
/** Makes reading the parameters take some milliseconds, so that no thread does it twice while another has not begun. */
const LENGTH = 300_000;

let silenced: Promise<void> | undefined;

/**
 * The library writes notices to standard output at every tree, and keeps how much it may say for each thread. So each thread of the pool is
 * told once, by the cheapest call that reads parameters.
 */
export function silence({ callAsync, checkParameters }: LightgbmLibrary): Promise<void> {
  const text = Buffer.from(`verbosity=-1 input_model=${"-".repeat(LENGTH)}\0`);
  return (silenced ??= Promise.all(Array.from({ length: POOL }, () => callAsync(checkParameters, text, text))).then(() => undefined));
}
