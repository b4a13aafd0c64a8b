import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { run, stopRunning } from "./process.mjs";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "process-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ready = () => path.join(folder, "ready");
const script = (onSignal: string) => `process.on("SIGTERM", () => ${onSignal}); console.log(process.pid); require("node:fs").writeFileSync(${JSON.stringify(ready())}, ""); setInterval(() => {}, 1000);`;
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
/** A command that listens to signals already; its end is in `going`. */
async function start(onSignal: string) {
  const going = run(process.execPath, ["-e", script(onSignal)]);
  await expect.poll(() => existsSync(ready())).toBe(true);
  return { going };
}

it("waits until a command that takes its time to stop is gone", async () => {
  const { going } = await start("setTimeout(() => process.exit(3), 300)");
  await stopRunning();
  const { code, output } = await going;
  expect(code).toBe(3);
  expect(isAlive(Number(output))).toBe(false);
});

it("kills a command that does not listen", async () => {
  const { going } = await start("undefined");
  await stopRunning({ patience: 200 });
  const { output } = await going;
  expect(isAlive(Number(output))).toBe(false);
});

it("returns at once where nothing runs", async () => {
  await expect(stopRunning()).resolves.toBeUndefined();
});
