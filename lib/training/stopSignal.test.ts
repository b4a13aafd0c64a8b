import { expect, test } from "vitest";
import { stopSignal } from "./stopSignal.ts";

const keepAlive = () => undefined;

test("an interrupt stops what runs in a process that outlives it", async () => {
  process.on("SIGINT", keepAlive);
  const { release, signal } = await stopSignal();
  process.emit("SIGINT");
  expect(signal.reason).toMatchObject({ message: "stopped by an interrupt" });
  release();
  process.removeListener("SIGINT", keepAlive);
});

test("the caller's signal stops as well, with its own reason", async () => {
  const own = new AbortController();
  const { release, signal } = await stopSignal(own.signal);
  own.abort("enough");
  expect(signal.reason).toBe("enough");
  release();
});

test("no listener is left behind, and none is added where an interrupt ends the process", async () => {
  const listeners = process.listeners("SIGINT");
  process.removeAllListeners("SIGINT");
  await stopSignal();
  expect(process.listenerCount("SIGINT")).toBe(0);
  process.on("SIGINT", keepAlive);
  (await stopSignal()).release();
  expect(process.listenerCount("SIGINT")).toBe(1);
  process.removeAllListeners("SIGINT");
  for (const listener of listeners) process.on("SIGINT", listener);
});
