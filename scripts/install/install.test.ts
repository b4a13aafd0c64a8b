import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { launchdPlist } from "./launchdPlist.ts";
import { FAILED_UNIT, systemdFailedUnit, systemdUnit } from "./systemdUnit.ts";

let project = "";
beforeEach(() => {
  // Signs that a unit and a property list must not read as their own.
  project = path.join(mkdtempSync(path.join(tmpdir(), "install-")), "a 100% & <b>");
  mkdirSync(path.join(project, "environment"), { recursive: true });
});
afterEach(() => rmSync(path.dirname(project), { recursive: true }));

const words = ["schedule", "start", "--file", "my $file.yaml"];

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

test.each([["service", systemdUnit, ["Unit", "Service", "Install"]], ["one that tells of its end", systemdFailedUnit, ["Unit", "Service"]]] as const)("the unit of the %s has known keys, each once, and the words that were meant", (_, unitText, sections) => {
  const text = unitText({ node: process.execPath, project, words, user: "quant" });
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

test("the service that systemd gives up is told by the other unit", () => {
  expect(unitOf(systemdUnit({ node: "/n", project: "/a", words })).Unit).toMatchObject({ OnFailure: FAILED_UNIT });
  expect(unitOf(systemdFailedUnit({ node: "/n", project: "/a", words: ["alerts", "service-ended"] })).Service).toMatchObject({ Type: "oneshot", ExecStart: "/n /a/environment/run.mjs alerts service-ended" });
});

test("the unit restarts after a crash, ends runs in order and quotes its words", () => {
  const unit = systemdUnit({ node: "/n", project: "/a 100%", words });
  expect(unit).toContain('ExecStart=/n "/a 100%%/environment/run.mjs" schedule start --file "my $$file.yaml"');
  expect(unit).toContain("WorkingDirectory=/a 100%%\n");
  expect(unit).toMatch(/Restart=on-failure[\s\S]*KillMode=mixed[\s\S]*WantedBy=default\.target/);
  expect(systemdUnit({ node: "/n", project: "/a", words, user: "quant" })).toMatch(/User=quant\n\n\[Install\]\nWantedBy=multi-user\.target/);
});

test("Python's plistlib reads the property list as it was meant", () => {
  const read = "import json, plistlib, sys; print(json.dumps(plistlib.loads(sys.stdin.buffer.read())))";
  const list: unknown = JSON.parse(execFileSync("python3", ["-c", read], { input: launchdPlist({ node: "/n", project, words }), encoding: "utf8" }));
  expect(list).toMatchObject({ Label: "marketbook.schedules", ProgramArguments: ["/n", `${project}/environment/run.mjs`, ...words], WorkingDirectory: project, RunAtLoad: true, KeepAlive: { SuccessfulExit: false } });
});
