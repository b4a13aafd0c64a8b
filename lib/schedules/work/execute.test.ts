import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isLocked } from "../../alerts/index.ts";
import { scheduleOf } from "../schedules.fixture.ts";
import { execute } from "./execute.ts";
import { workWords } from "./workWords.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "work-"));
});
afterEach(() => rmSync(folder, { recursive: true }));
const log = (): string => path.join(folder, "output.log");
const printed = () => ({ log: log(), heading: "2026-03-06 02:00:00 UTC  marketbook" });
const never = new AbortController().signal;

test("a command's output goes to the log, and its end is told", async () => {
  expect(await execute({ words: ["--version"], ...printed(), environment: {}, timeLimit: 60_000 }, never)).toMatchObject({ outcome: "done", exitCode: 0 });
  expect(readFileSync(log(), "utf8")).toMatch(/^2026-03-06 02:00:00 UTC  marketbook\n\d+\.\d+\.\d+\n$/);
});

test("a command that fails is told with its exit code and last line", async () => {
  expect(await execute({ words: ["nonsense"], ...printed(), environment: {}, timeLimit: 60_000 }, never)).toMatchObject({ outcome: "failed", exitCode: 2, reason: expect.stringMatching(/^exit code 2: marketbook: .*nonsense/) });
});

test("a command that takes too long is ended", async () => {
  expect(await execute({ words: ["lab", "--help"], ...printed(), environment: {}, timeLimit: 1 }, never)).toMatchObject({ outcome: "timed-out", reason: "it took longer than its limit of 0.001 s" });
});

test("a stop ends the command", async () => {
  const stop = new AbortController();
  const over = execute({ words: ["schedule", "start"], ...printed(), environment: { MARKETBOOK_SCHEDULES: path.join(folder, "s"), MARKETBOOK_ALERTS: path.join(folder, "a") }, timeLimit: 60_000 }, stop.signal);
  await until(() => existsSync(log()));
  stop.abort();
  expect(await over).toMatchObject({ outcome: "stopped" });
});

test("a command ends when whoever began it is killed", async () => {
  const parent = spawn(process.execPath, [path.join(import.meta.dirname, "execute.fixture.ts"), log(), folder], { stdio: "ignore" });
  const lock = path.join(folder, "s", "service.lock");
  await until(() => isLocked(lock));
  parent.kill("SIGKILL");
  await until(() => !isLocked(lock));
}, 120_000);

test("a notebook's text is said to be text, so that papermill reads no number in it", () => {
  const { run } = scheduleOf({ cron: "0 2 * * *", zone: "UTC", run: { notebook: "notebooks/06-windows.ipynb", parameters: { lookback: 60 } } });
  expect(workWords({ ...run, parameters: { lookback: 60, symbol: "007; rm -rf" }, queue: true }, "runs")).toEqual(["run", "notebooks/06-windows.ipynb", path.join("runs", "06-windows.ipynb"), "--no-progress-bar", "--log-output", "-p", "lookback", "60", "-r", "symbol", "007; rm -rf", "--queue"]);
});

async function until(isThere: () => boolean): Promise<void> {
  while (!isThere()) await setTimeout(50);
}
