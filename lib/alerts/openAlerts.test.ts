import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Alert } from "./alert.ts";
import { alertConfigShape } from "./alertConfig.ts";
import { putAside, readState } from "./alertState.ts";
import type { FinishedRun } from "./finishedRun.ts";
import { type Alerts, openAlerts } from "./openAlerts.ts";
import { watchShape } from "./drift/watch.ts";

let folder = "";
let now = 0;
let said: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "alerts-"));
  now = Date.parse("2026-03-08T07:00:00Z");
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const MINUTE = 60_000;
const file = (): string => path.join(folder, "alerts.jsonl");
/** As another process would open them: nothing is kept but in the folder. */
const open = (channels: Readonly<Record<string, unknown>> = {}): Alerts =>
  openAlerts({ config: alertConfigShape.parse({ channels: { log: { type: "file", path: file() }, ...channels } }), folder, variables: {}, now: () => now, say: (text) => said.push(text), waits: [] });
const alerts = (): readonly Alert[] => readFileSync(file(), "utf8").trimEnd().split("\n").map((line): Alert => JSON.parse(line));
const titles = (): readonly string[] => alerts().map(({ title }) => title);
const run = (outcome: FinishedRun["outcome"], more: Partial<FinishedRun> = {}): FinishedRun => ({ schedule: "nightly", run: `r${now}`, outcome, started: now - MINUTE, ended: now, ...more });

describe("a failed run", () => {
  test("is told with its reason, and the first one that works again", async () => {
    await open().reportRun(run("failed", { reason: "Exit code 1." }));
    now += 90 * MINUTE;
    await open().reportRun(run("done"));
    await open().reportRun(run("done"));
    expect(titles()).toEqual(["nightly failed", "nightly works again"]);
    expect(alerts()[0]).toMatchObject({ kind: "failed-run", schedule: "nightly", text: expect.stringContaining("Exit code 1."), details: { outcome: "failed", took: "1 min" } });
  });

  test("that a person stopped is not told", async () => {
    await open().reportRun(run("stopped"));
    expect(readState(folder).pending).toEqual([]);
    expect(() => alerts()).toThrow("ENOENT");
  });
});

describe("the limit of one alert a kind and schedule in an hour", () => {
  test("holds over restarts, and sums up what was held back when the hour has passed", async () => {
    for (let k = 0; k < 4; k++) {
      await open().reportRun(run("failed"));
      now += 10 * MINUTE;
    }
    await open().reportRun(run("failed", { schedule: "weekly" }));
    expect(titles()).toEqual(["nightly failed", "weekly failed"]);
    now += 30 * MINUTE;
    await open().flush();
    expect(titles().at(-1)).toBe("3 more failed-run alerts of nightly, held back since 2026-03-08 07:10 UTC");
    expect(alerts().at(-1)).toMatchObject({ heldBack: 3, text: expect.stringContaining("nightly failed, 4 times in a row") });
    await open().flush();
    expect(titles()).toHaveLength(3);
  });

  test("does not shut for good where the clock was set back", async () => {
    await open().reportRun(run("failed"));
    now -= 5 * 365 * 24 * 60 * MINUTE;
    await open().reportRun(run("failed"));
    expect(titles()).toHaveLength(2);
  });
});

describe("a channel that fails", () => {
  const broken = { desk: { type: "webhook", urlFrom: "NOT_SET" } };

  test("does not stop the others, is recorded, and is tried again", async () => {
    await open(broken).reportRun(run("failed"));
    expect(titles()).toEqual(["nightly failed"]);
    expect(readState(folder)).toMatchObject({ pending: [{ channel: "desk", attempts: 1, lastError: expect.stringContaining("NOT_SET is not set") }], channels: { log: { delivered: now }, desk: { failed: now } } });
    expect(said[0]).toContain('desk could not deliver "nightly failed": NOT_SET is not set');
    await open(broken).flush();
    expect(readState(folder).pending[0]!.attempts).toBe(1);
    now += 2 * MINUTE;
    await open(broken).flush();
    expect(readState(folder).pending[0]!.attempts).toBe(2);
    now += 10 * MINUTE;
    await open({ desk: { type: "file", path: path.join(folder, "desk.jsonl") } }).flush();
    expect(readState(folder).pending).toEqual([]);
    expect(readFileSync(path.join(folder, "desk.jsonl"), "utf8")).toContain("nightly failed");
  });

  test("is given up after `tryFor`, and counted", async () => {
    await open(broken).reportRun(run("failed"));
    now += 4 * 24 * 60 * MINUTE;
    await open(broken).flush();
    expect(readState(folder)).toMatchObject({ pending: [], channels: { desk: { givenUp: 1 } } });
  });

  test("so does a folder that cannot be written: nothing is thrown", async () => {
    writeFileSync(path.join(folder, "taken"), "");
    const alertsThere = openAlerts({ config: alertConfigShape.parse({}), folder: path.join(folder, "taken"), variables: {}, now: () => now, say: (text) => said.push(text) });
    await expect(alertsThere.reportRun(run("failed"))).resolves.toEqual([]);
    expect(said[0]).toContain("alerts: ");
  });
});

test("a channel is given the kinds it asks for", async () => {
  await open({ drifts: { type: "file", path: path.join(folder, "drifts.jsonl"), kinds: ["drift"] } }).reportRun(run("failed"));
  expect(() => readFileSync(path.join(folder, "drifts.jsonl"))).toThrow("ENOENT");
});

test("a damaged state is put aside, that is said, and alerts go on", async () => {
  writeFileSync(path.join(folder, "state.json"), "{");
  await open().reportRun(run("failed"));
  expect(titles()).toEqual(["nightly failed"]);
  const [aside = ""] = putAside(folder);
  expect(readFileSync(path.join(folder, aside), "utf8")).toBe("{");
  expect(said).toEqual([`alerts: what alerts remember was damaged and is kept as ${aside}. Alerts that waited in it were not sent, and limits and the metrics before it are forgotten`]);
});

test("a metric that drifts is told after enough runs, N/A before", async () => {
  const watches = [watchShape.parse({ metric: "results.08-lstm.rmse", least: 5 })];
  const withRmse = (rmse: number) => run("done", { recorded: { results: { "08-lstm": { rmse } } } });
  const said: string[] = [];
  for (const rmse of [2.0, 2.1, 2.2, 2.1, 2.0, 2.1, 9]) {
    now += MINUTE;
    const [metric] = await open().reportRun(withRmse(rmse), watches);
    said.push(`${metric!.value} ${metric!.is}`);
  }
  expect(said).toEqual(["2 N/A", "2.1 N/A", "2.2 N/A", "2.1 N/A", "2 N/A", "2.1 usual", "9 drift"]);
  expect(alerts()).toMatchObject([{ kind: "drift", title: "nightly: results.08-lstm.rmse is 9, unlike before", details: { value: 9 } }]);
  expect((await open().reportRun(run("done"), watches))[0]).toMatchObject({ value: null, is: "N/A" });
});
