import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Alert, isLocked, putAside } from "../../lib/alerts/index.ts";
import { lastRuns } from "../../lib/schedules/index.ts";
import { alertsCommand } from "./alerts.ts";
import { commandFolder } from "./commandFolder.fixture.ts";
import { scheduleCommand } from "./schedule.ts";

const folder = commandFolder("schedule");
const FILE = `zone: America/New_York
alerts: { every: 1s, channels: { log: { type: file } } }
schedules:
  ok: { cron: 30 2 * * *, run: { command: [doctor, --help] } }
  fails: { cron: 0 3 * * *, run: { command: [predict, no-such-folder, --symbol, SP500, --last] } }
`;

beforeEach(() => {
  vi.stubEnv("MARKETBOOK_SCHEDULES", folder.at("schedules"));
  vi.stubEnv("MARKETBOOK_ALERTS", folder.at("alerts"));
  writeFileSync(folder.at("s.yaml"), FILE);
  process.exitCode = 0;
});
afterEach(() => {
  process.exitCode = 0;
});

const schedule = async (...words: readonly string[]): Promise<string> => {
  folder.clear();
  await scheduleCommand().exitOverride().parseAsync([...words, "--file", folder.at("s.yaml")], { from: "user" });
  return folder.printed.join("\n");
};

test("next is a dry run with local and UTC times and the reason", async () => {
  expect(await schedule("next", "ok", "--from", "2026-03-07", "--count", "2")).toBe([
    "ok: marketbook doctor --help",
    "     America/New_York             UTC                      reason",
    "  ─  ───────────────────────────  ───────────────────────  ───────────────────────────────────────────────────────────────────────────────────────────────",
    "  1  Sat 2026-03-07 02:30:00 EST  2026-03-07 07:30:00 UTC  cron 30 2 * * *",
    "  2  Sun 2026-03-08 03:00:00 EDT  2026-03-08 07:00:00 UTC  cron 30 2 * * *; the time does not exist on this day: clocks go forward, it runs when they have",
  ].join("\n"));
});

test("check tells each mistake with its line, and ends with 1", async () => {
  writeFileSync(folder.at("s.yaml"), FILE.replace("doctor", "docter").replace("30 2", "30 25"));
  expect(await schedule("check")).toContain("s.yaml:4 schedules.ok.cron: ");
  expect(process.exitCode).toBe(1);
  process.exitCode = 0;
  writeFileSync(folder.at("s.yaml"), FILE.replace("doctor", "docter"));
  expect(await schedule("check")).toContain('s.yaml:4 schedules.ok.run.command: there is no command "docter". Did you mean doctor?');
  process.exitCode = 0;
});

test("run does it at once, by hand, and status shows how it went", async () => {
  expect(await schedule("run", "ok")).toMatch(/by hand/);
  expect(lastRuns(folder.at("schedules"), "ok", 5)).toMatchObject([{ status: "done", planned: null, reason: "by hand" }]);
  await expect(schedule("run", "fails")).rejects.toThrow(/run \S+ of fails failed: exit code 1: .*no-such-folder/);
  expect(readFileSync(folder.at("alerts/alerts.jsonl"), "utf8")).toContain('"title":"fails failed"');
  expect(await schedule("status", "fails")).toMatch(/No service runs[\s\S]*Last run not done: fails\.[\s\S]*failed {4}\S+ \S+ UTC, took .*by hand\n/);
  expect(process.exitCode).toBe(1);
  process.exitCode = 0;
  await expect(schedule("run", "fail")).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining('there is no schedule "fail"; did you mean fails?') });
});

describe("the service", () => {
  const start = () => {
    const child = spawn(process.execPath, ["scripts/marketbook.ts", "schedule", "start", "--file", folder.at("s.yaml")], { env: process.env });
    let said = "";
    child.stdout.on("data", (text) => (said += text));
    child.stderr.on("data", (text) => (said += text));
    // What it said is all there when its outputs are closed, which may be after its end.
    const over = new Promise<number | null>((resolve) => child.once("close", resolve));
    return { child, over, said: () => said };
  };

  test("is one, ends at Ctrl-C with 130, and a kill leaves it free to begin again", async () => {
    const first = start();
    await until(() => existsSync(folder.at("schedules/state.json")));
    const second = start();
    expect(await second.over).toBe(1);
    expect(second.said()).toContain("marketbook schedule start: a service runs already");
    expect(await schedule("status")).toContain("The service runs.");
    first.child.kill("SIGKILL");
    await first.over;
    const third = start();
    await until(() => isLocked(folder.at("schedules/service.lock")));
    third.child.kill("SIGINT");
    expect(await third.over).toBe(130);
    expect(third.said()).toContain("runs under way were stopped and recorded");
  });
});

test.each([["no.yaml", "no.yaml does not exist; check the path"], ["bad.yaml", "bad.yaml has 1 mistake:"]])("start with %s ends as with a wrong command line: who keeps it running shall not begin it again", async (name, text) => {
  writeFileSync(folder.at("bad.yaml"), "zone: Nowhere\nschedules: {}\n");
  await expect(scheduleCommand().parseAsync(["start", "--file", folder.at(name)], { from: "user" })).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(text) });
});

test("a damaged state of the alerts is told by alerts ls and status, with the file that is kept, until that is deleted", async () => {
  mkdirSync(folder.at("alerts"));
  writeFileSync(folder.at("alerts/state.json"), "{");
  const listed = async (): Promise<string> => {
    folder.clear();
    await alertsCommand().exitOverride().parseAsync(["ls", "--file", folder.at("s.yaml")], { from: "user" });
    return folder.printed.join("\n");
  };
  expect(await listed()).toMatch(/^What alerts remember was damaged and is kept as \S+state\.json\.damaged-\S+\. Alerts that waited in it were not sent/);
  expect(await schedule("status")).toMatch(/\nWhat alerts remember was damaged and is kept as \S+state\.json\.damaged-/);
  for (const name of putAside(folder.at("alerts"))) rmSync(folder.at(path.join("alerts", name)));
  expect(`${await listed()}${await schedule("status")}`).not.toContain("damaged");
});

test("install writes the unit and the one that tells of its end, and prints what to type", async () => {
  expect(await schedule("install", "systemd", "--output", folder.at("units"))).toContain("systemctl --user enable --now marketbook-schedules.service");
  expect(readFileSync(folder.at("units/marketbook-schedules.service"), "utf8")).toContain(`environment${path.sep}run.mjs schedule start --file`);
  expect(readFileSync(folder.at("units/marketbook-schedules-failed.service"), "utf8")).toContain(`environment${path.sep}run.mjs alerts service-ended --file`);
  expect(await schedule("install", "launchd", "--output", folder.at("units"))).toContain("launchctl bootstrap gui/$(id -u)");
});

test("a run that is killed with -9 is cut off in status and ls, and the next run closes its record", async () => {
  const id = "20260306-020000-abcdef";
  const own = folder.at(path.join("schedules/runs/ok", id));
  mkdirSync(own, { recursive: true });
  writeFileSync(path.join(own, "record.json"), JSON.stringify({ id, schedule: "ok", planned: null, reason: "by hand", status: "running", started: "2026-03-06T02:00:00.000Z", words: [], attempts: [] }));
  expect(await schedule("ls")).toMatch(/ok .* cut-off, 2026-03-06 02:00:00 UTC/);
  await schedule("run", "ok");
  expect(lastRuns(folder.at("schedules"), "ok", 2)).toMatchObject([{ status: "done" }, { id, status: "cut-off", because: "its process ended without a word in the middle of it" }]);
});

describe("alerts service-ended", () => {
  const ended = () => alertsCommand().parseAsync(["service-ended", "--file", folder.at("s.yaml")], { from: "user" });
  const told = (): readonly Alert[] => readFileSync(folder.at("alerts/alerts.jsonl"), "utf8").trimEnd().split("\n").map((line): Alert => JSON.parse(line));

  test("tells once, at once, what ended and where to look", async () => {
    await ended();
    expect(told()).toMatchObject([{ kind: "service-ended", schedule: "service", title: "The service of schedules has ended and is not begun again", text: expect.stringContaining("npx marketbook schedule status") }]);
    expect(folder.printed).toEqual(["log: told"]);
  });

  test("fails where no channel could be told", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    writeFileSync(folder.at("s.yaml"), FILE.replace("{ type: file }", "{ type: webhook, urlFrom: MARKETBOOK_NOT_SET }"));
    await ended();
    expect(folder.printed).toEqual(["log: MARKETBOOK_NOT_SET is not set; put it into the environment, or into the file .env"]);
    expect(process.exitCode).toBe(1);
  });

  test("says so where there is nobody to tell", async () => {
    writeFileSync(folder.at("s.yaml"), FILE.replace("channels: { log: { type: file } }", "channels: {}"));
    await ended();
    expect(folder.printed).toEqual(["There is no channel, so nobody was told. Describe one under alerts.channels in environment/schedules.yaml"]);
    expect(process.exitCode).toBe(1);
  });

  test("tells also while the file of schedules is wrong: that may be why the service ended", async () => {
    writeFileSync(folder.at("s.yaml"), FILE.replace("30 2 * * *", "30 25 * * *"));
    await ended();
    expect(told()).toMatchObject([{ kind: "service-ended", text: expect.stringContaining("s.yaml:4 schedules.ok.cron") }]);
  });
});

test("alerts test sends one to each channel, and says which failed", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  writeFileSync(folder.at("s.yaml"), FILE.replace("log: { type: file }", "log: { type: file }, desk: { type: webhook, urlFrom: MARKETBOOK_NOT_SET }"));
  await alertsCommand().parseAsync(["test", "--file", folder.at("s.yaml")], { from: "user" });
  expect(folder.printed).toEqual(["log: delivered", "desk: MARKETBOOK_NOT_SET is not set; put it into the environment, or into the file .env"]);
  expect(process.exitCode).toBe(1);
  process.exitCode = 0;
  folder.clear();
  await alertsCommand().parseAsync(["ls", "--file", folder.at("s.yaml")], { from: "user" });
  expect(folder.printed.join("\n")).toMatch(/desk +webhook .* never .* 1 +0\n/);
});

async function until(isThere: () => boolean): Promise<void> {
  while (!isThere()) await setTimeout(50);
}
