import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

let folder = "";
let started: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "marketbook-"));
  writeFileSync(path.join(folder, "s.yaml"), "zone: UTC\nschedules: {}\n");
});
afterEach(() => {
  started?.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

/** What `environment/run.mjs` does after the set-up. The end comes when the command itself has closed its output, whatever became of who started it. */
function start(...words: readonly string[]) {
  const script = `const { marketbook } = await import(${JSON.stringify(pathToFileURL(path.join(import.meta.dirname, "marketbook.mjs")).href)}); process.exitCode = await marketbook(${JSON.stringify(words)});`;
  const starter = (started = spawn(process.execPath, ["--input-type=module", "-e", script], { env: { ...process.env, MARKETBOOK_SCHEDULES: path.join(folder, "schedules"), MARKETBOOK_ALERTS: path.join(folder, "alerts") } }));
  let said = "";
  const begun = new Promise<void>((resolve) => starter.stdout.on("data", (text) => (said += text).includes(" begins") && resolve()));
  starter.stderr.on("data", (text) => (said += text));
  const ended = new Promise<{ readonly code: number | null; readonly said: string }>((resolve) => starter.once("close", (code) => resolve({ code, said })));
  return { starter, begun, ended };
}
const service = () => start("schedule", "start", "--file", path.join(folder, "s.yaml"));

test("a command whose starter was killed outright stops in order, as at SIGTERM", async () => {
  const { begun, ended, starter } = service();
  await begun;
  starter.kill("SIGKILL");
  expect((await ended).said).toContain("marketbook schedule start: stopped by another program, runs under way were stopped and recorded");
});

test.each([["SIGTERM", 143, "stopped by another program"], ["SIGHUP", 129, "stopped as its terminal was closed"]] as const)("a %s to the starter reaches the command, whose exit code %i is its own", async (signal, code, words) => {
  const { begun, ended, starter } = service();
  await begun;
  starter.kill(signal);
  expect(await ended).toMatchObject({ code, said: expect.stringContaining(`${words}, runs under way were stopped and recorded`) });
});

test("the exit code of a command is the starter's", async () => {
  expect(await start("runs", "show").ended).toMatchObject({ code: 2 });
  expect(await start("--version").ended).toMatchObject({ code: 0, said: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});
