/** Lets the event loop run once, so that a long fit can be stopped; throws the reason of a signal that was aborted. */
export async function nextTurn(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}
