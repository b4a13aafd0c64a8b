import { expect, it } from "vitest";
import { run, stopRunning } from "./process.mjs";

const script = (onSignal: string) => `process.on("SIGTERM", () => ${onSignal}); console.log(process.pid); setInterval(() => {}, 1000);`;
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const start = (onSignal: string) => run(process.execPath, ["-e", script(onSignal)]);

it("waits until a command that takes its time to stop is gone", async () => {
  const going = start("setTimeout(() => process.exit(3), 300)");
  await new Promise((resolve) => setTimeout(resolve, 600));
  await stopRunning();
  const { code, output } = await going;
  expect(code).toBe(3);
  expect(isAlive(Number(output))).toBe(false);
});

it("kills a command that does not listen", async () => {
  const going = start("undefined");
  await new Promise((resolve) => setTimeout(resolve, 600));
  await stopRunning({ patience: 200 });
  const { output } = await going;
  expect(isAlive(Number(output))).toBe(false);
});

it("returns at once where nothing runs", async () => {
  await expect(stopRunning()).resolves.toBeUndefined();
});
