import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { launchdPlist } from "./launchdPlist.ts";
import { schedulesService, workerService } from "./service.ts";
import { givenUpUnit, systemdUnit } from "./systemdUnit.ts";

let project = "";
beforeEach(() => {
  // Signs that a unit and a property list must not read as their own.
  project = path.join(mkdtempSync(path.join(tmpdir(), "install-")), "a 100% & <b>");
  mkdirSync(path.join(project, "environment"), { recursive: true });
});
afterEach(() => rmSync(path.dirname(project), { recursive: true }));

const schedules = schedulesService(["--file", "my $file.yaml"]);
const worker = workerService(["--gpu", "--concurrency", "2"], 100);

/** Sections, keys and values as systemd.syntax(7) and "Command lines" of systemd.service(5) read them. */
function unitOf(text: string): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const sections: Record<string, Record<string, string>> = {};
  let section: Record<string, string> = {};
  for (const line of text.split("\n").filter((one) => one !== "")) {
    const [, name] = /^\[(\w+)\]$/.exec(line) ?? [];
    const [, key = "", value = ""] = /^([A-Z]\w+)=(.*)$/.exec(line) ?? [];
    if (name !== undefined) section = sections[name] = {};
    else {
      expect(key, line).not.toBe("");
      expect(section, `twice: ${line}`).not.toHaveProperty(key);
      section[key] = value;
    }
  }
  return sections;
}

const wordsOf = (command: string): readonly string[] => [...command.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)]
  .map(([, inQuotes, plain = ""]) => (inQuotes === undefined ? plain : inQuotes.replaceAll(/\\(.)/g, "$1")).replaceAll("$$", "$").replaceAll("%%", "%"));

/** The keys that systemd.unit(5), systemd.service(5), systemd.exec(5) and systemd.kill(5) have, of those that are written. */
const KEYS = { Unit: ["Description", "After", "StartLimitIntervalSec", "StartLimitBurst", "OnFailure"], Service: ["Type", "WorkingDirectory", "ExecStart", "Restart", "RestartSec", "RestartPreventExitStatus", "SuccessExitStatus", "KillMode", "KillSignal", "TimeoutStopSec", "TimeoutStartSec", "Nice", "User"], Install: ["WantedBy"] };

test.each([
  ["the schedules", systemdUnit, schedules, schedules.words, ["Unit", "Service", "Install"]],
  ["the worker", systemdUnit, worker, worker.words, ["Unit", "Service", "Install"]],
  ["the end of the schedules", givenUpUnit, schedules, schedules.givenUp, ["Unit", "Service"]],
] as const)("the unit of %s has known keys, each once, and the words that were meant", (_, unitText, service, words = [], sections) => {
  const text = unitText(service, { node: process.execPath, project, user: "quant" });
  const unit = unitOf(text);
  expect(Object.keys(unit)).toEqual(sections);
  for (const name of sections) expect(KEYS[name]).toEqual(expect.arrayContaining(Object.keys(unit[name]!)));
  expect(wordsOf(unit.Service!.ExecStart!)).toEqual([process.execPath, `${project}/environment/run.mjs`, ...words]);
  expect(unit.Service!.WorkingDirectory!.replaceAll("%%", "%")).toBe(project);
  // Where there is a systemd, it says so too; what it says of other units is not about this one.
  const file = path.join(path.dirname(project), "marketbook-test.service");
  writeFileSync(file, text.replace("User=quant\n", ""));
  const { error, stderr } = spawnSync("systemd-analyze", ["verify", file], { encoding: "utf8" });
  if (error === undefined) expect(stderr.split("\n").filter((line) => line.includes("marketbook-test"))).toEqual([]);
});

test("schedules that systemd gives up are told by the other unit; a worker is never given up", () => {
  const place = { node: "/n", project: "/a" };
  expect(unitOf(systemdUnit(schedules, place)).Unit).toMatchObject({ OnFailure: "marketbook-schedules-failed.service", StartLimitBurst: "10" });
  expect(unitOf(givenUpUnit(schedulesService([]), place)).Service).toMatchObject({ Type: "oneshot", ExecStart: "/n /a/environment/run.mjs alerts service-ended" });
  expect(unitOf(systemdUnit(worker, place)).Unit).toEqual({ Description: "Marketbook worker", After: "network.target", StartLimitIntervalSec: "0" });
});

test("a unit restarts after a crash, gives running work the time that it was promised, and quotes its words", () => {
  const unit = systemdUnit(schedules, { node: "/n", project: "/a 100%" });
  expect(unit).toContain('ExecStart=/n "/a 100%%/environment/run.mjs" schedule start --file "my $$file.yaml"');
  expect(unit).toContain("WorkingDirectory=/a 100%%\n");
  expect(unitOf(unit).Service).toMatchObject({ Restart: "on-failure", RestartPreventExitStatus: "2", SuccessExitStatus: "130 143" });
  expect(unit).toMatch(/Restart=on-failure[\s\S]*KillMode=mixed[\s\S]*WantedBy=default\.target/);
  expect(systemdUnit(schedules, { node: "/n", project: "/a", user: "quant" })).toMatch(/User=quant\n\n\[Install\]\nWantedBy=multi-user\.target/);
  expect(Number(unitOf(systemdUnit(worker, { node: "/n", project: "/a" })).Service!.TimeoutStopSec)).toBeGreaterThan(100);
});

test.each([schedules, worker])("Python's plistlib reads the property list of the $name as it was meant", (service) => {
  const read = "import json, plistlib, sys; print(json.dumps(plistlib.loads(sys.stdin.buffer.read())))";
  const list: unknown = JSON.parse(execFileSync("python3", ["-c", read], { input: launchdPlist(service, { node: "/n", project, user: "quant" }), encoding: "utf8" }));
  expect(list).toMatchObject({ Label: `marketbook.${service.name}`, UserName: "quant", ProgramArguments: ["/n", `${project}/environment/run.mjs`, ...service.words], WorkingDirectory: project, RunAtLoad: true, KeepAlive: { SuccessfulExit: false } });
});
