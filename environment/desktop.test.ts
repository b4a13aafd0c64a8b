import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { COMMANDS } from "../scripts/commands.ts";
import { installation } from "../scripts/install/installation.ts";
import { schedulesService, workerService } from "../scripts/install/service.ts";
import { root } from "./setup/places.mjs";

const page = readFileSync(path.join(import.meta.dirname, "desktop.md"), "utf8");
const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text]) => text!);
const inline = [...page.replaceAll(/```sh\n[\s\S]*?```/g, "").matchAll(/`([^`\n]+)`/g)].map(([, text]) => text!);
const lines = [...blocks.flatMap((block) => block.split("\n")).flatMap((line) => line.split(" && ")), ...inline].map((line) => line.trim());

/** Words after `npx marketbook`. */
const called = [...new Set(lines.flatMap((line) => /^npx marketbook (.+)$/.exec(line)?.[1] ?? []))];

/** Whether a command line would be taken: the command, its own one, its options and their values, and enough words. */
async function problemOf(text: string): Promise<string | undefined> {
  const [name, ...rest] = text.split(" ");
  const listed = COMMANDS.find((one) => one.name === name);
  if (listed === undefined) return `no command ${name}`;
  let command: Command = await listed.load();
  const inner = command.commands.find((one) => one.name() === rest[0]);
  // The worker works by itself, and has a command of its own besides.
  if (command.commands.length > 0 && inner === undefined && !rest[0]?.startsWith("-")) return `${name} has no ${rest[0] ?? "command without a word"}`;
  const words = inner === undefined ? rest : rest.slice(1);
  command = (inner ?? command).exitOverride().configureOutput({ outputError: () => {} });
  try {
    const { operands, unknown } = command.parseOptions(words);
    const needed = command.registeredArguments.filter((argument) => argument.required).length;
    if (unknown.length > 0) return `unknown option ${unknown[0]}`;
    if (operands.length > command.registeredArguments.length && !command.registeredArguments.at(-1)?.variadic) return `a word too many: ${operands.at(-1)}`;
    return operands.length < needed ? "a word is missing" : undefined;
  } catch (error) {
    return String(error);
  }
}

describe("the page of the GPU desktop", () => {
  it.each(called)("names a command that is taken: npx marketbook %s", async (text) => {
    // What a sentence names without its number or file.
    if (text === "jobs follow") return expect(await problemOf(text)).toBe("a word is missing");
    expect(await problemOf(text)).toBeUndefined();
  });

  it("would be caught naming others", async () => {
    expect(called.length).toBeGreaterThan(9);
    expect(await problemOf("shedule next")).toBe("no command shedule");
    expect(await problemOf("schedule soon")).toBe("schedule has no soon");
    expect(await problemOf("worker --cuda")).toBe("unknown option --cuda");
    expect(await problemOf("worker --concurrency none")).toContain("none");
    expect(await problemOf("schedule install")).toBe("a word is missing");
    expect(await problemOf("worker install systemd --cuda")).toBe("unknown option --cuda");
  });

  it("names scripts that there are", () => {
    const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
    const named = lines.flatMap((line) => /^npm (?:run )?(start|test|[\w-]+)$/.exec(line)?.[1] ?? []);
    expect(named).toContain("doctor");
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it("names files that there are, or that it makes itself", () => {
    const made = ["environment/redis-ca.pem"];
    const named = [...new Set(page.match(/(?<![\w/~.])environment\/[\w./-]+\w/g))].filter((file) => !made.includes(file));
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  it("names schedules of the file and the units that are installed", () => {
    const { schedules } = parse(readFileSync(path.join(root, "environment/schedules.yaml"), "utf8"));
    for (const [, name] of page.matchAll(/schedule run ([\w-]+)/g)) expect(Object.keys(schedules)).toContain(name);
    for (const service of [schedulesService([]), workerService([], 30)]) {
      const { files, steps } = installation("systemd", { service, project: root, node: process.execPath, forAll: false });
      const enable = `systemctl --user enable --now ${files[0]![0]}`;
      expect(page).toContain(enable);
      expect(steps(true)).toEqual(expect.arrayContaining(["systemctl --user daemon-reload", enable]));
    }
  });

  it.each(blocks.map((block) => [block.split("\n")[0]!, block]))("is a shell's language: %s …", (_, block) => {
    const { status, stderr } = spawnSync("bash", ["-n"], { input: block, encoding: "utf8" });
    expect(status, stderr).toBe(0);
  });

  it("makes certificates that hold for each name by which Redis is reached", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "certificates-"));
    try {
      const making = blocks.find((block) => block.includes("openssl req"))!.split("\n").filter((line) => line.startsWith("openssl ") || line.startsWith("printf 'subjectAltName"));
      const made = spawnSync("sh", ["-e"], { input: making.join("\n"), cwd: folder, encoding: "utf8" });
      expect(made.status, made.stderr).toBe(0);
      for (const name of ["desktop", "localhost", "redis"]) {
        const said = spawnSync("openssl", ["verify", "-CAfile", "ca.pem", "-verify_hostname", name, "redis.pem"], { cwd: folder, encoding: "utf8" });
        expect(said.stdout.trim(), said.stderr).toBe("redis.pem: OK");
      }
      expect(spawnSync("openssl", ["verify", "-CAfile", "ca.pem", "-verify_hostname", "elsewhere", "redis.pem"], { cwd: folder }).status).not.toBe(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
