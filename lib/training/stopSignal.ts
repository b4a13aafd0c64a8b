import { TrainingError } from "./error.ts";

/**
 * A signal that stops a long computation: the caller's own, or an interrupt where something else keeps the process alive after one,
 * as the notebook's kernel does: it frees the cell, but what the cell awaited would go on. `release` when done.
 */
export async function stopSignal(own?: AbortSignal): Promise<{ readonly signal: AbortSignal; release(): void }> {
  // A cell's first, synchronous part runs with the kernel's own listener set aside; one turn later it is back.
  await new Promise((resolve) => setImmediate(resolve));
  const interrupted = new AbortController();
  const stop = () => interrupted.abort(new TrainingError("stopped by an interrupt"));
  if (process.listenerCount("SIGINT") > 0) process.once("SIGINT", stop);
  const signal = own ? AbortSignal.any([own, interrupted.signal]) : interrupted.signal;
  return { signal, release: () => void process.removeListener("SIGINT", stop) };
}
