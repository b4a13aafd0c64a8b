import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../scripts/commands.ts";
import { root } from "../setup/places.mjs";
import { instructionsOf, lint } from "./containerfile.ts";
import { ignoredBy } from "./ignored.ts";

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".Containerfile"));
const read = (file: string) => instructionsOf(readFileSync(path.join(import.meta.dirname, file), "utf8"));
const exists = (source: string) => existsSync(path.join(root, source));
const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).split("\0").filter((name) => name !== "");
const isIgnored = ignoredBy(readFileSync(path.join(root, ".dockerignore"), "utf8"));

it("has a worker for the processor and one for the GPU", () => {
  expect(files).toEqual(["worker-cpu.Containerfile", "worker-cuda.Containerfile"]);
});

describe.each(files)("%s", (file) => {
  it("keeps the rules: pinned bases, a user, no secret, no ADD, sources that exist", () => {
    expect(lint(read(file), exists)).toEqual([]);
  });

  it("calls commands of the project that there are", () => {
    const texts = read(file).filter(({ name }) => name === "RUN" || name === "CMD").map(({ text }) => text.replaceAll(/[",[\]]/g, " "));
    const called = texts.flatMap((text) => [...text.matchAll(/node\s+(environment\/run\.mjs)\s+([\w-]+)/g)].map(([, script, word]) => ({ script, word })));
    expect(called.length).toBeGreaterThanOrEqual(3);
    for (const { script, word } of called) {
      expect(exists(script!)).toBe(true);
      expect(["setup", ...COMMANDS.map(({ name }) => name)]).toContain(word);
    }
  });

  it("copies nothing that its context is made without", () => {
    const copied = read(file).filter(({ name, text }) => name === "COPY" && !text.includes("--from=")).flatMap(({ text }) => text.split(/\s+/).filter((word) => !word.startsWith("--")).slice(0, -1));
    expect(copied.filter(isIgnored)).toEqual([]);
  });

  it("sets no variable that nobody reads", () => {
    const known = ["PIP_NO_CACHE_DIR", "npm_config_cache", "PYTHONDONTWRITEBYTECODE", "NVIDIA_VISIBLE_DEVICES", "NVIDIA_DRIVER_CAPABILITIES"];
    const set = read(file).filter(({ name }) => name === "ENV").flatMap(({ text }) => text.split(/\s+/).map((each) => each.split("=")[0]!));
    expect(set.filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe("the rules", () => {
  const broken = (text: string) => lint(instructionsOf(text), (source) => source === "lib").map(({ rule }) => rule);
  const rest = "\nUSER node\nCMD [\"node\"]";

  it.each([
    ["FROM node" + rest, ["tag"]],
    ["FROM node:latest" + rest, ["tag"]],
    ["FROM node:22" + rest, ["tag"]],
    ["FROM node:22.23.2-bookworm-slim\nCMD [\"node\"]", ["user"]],
    ["FROM node:22.23.2\nUSER root\nCMD [\"node\"]", ["user"]],
    ["FROM node:22.23.2 AS build\nUSER node\nFROM build\nCMD [\"node\"]", ["user"]],
    ["FROM node:22.23.2\nENV REDIS_PASSWORD=x" + rest, ["secret"]],
    ["FROM node:22.23.2\nADD https://example.com/x /x" + rest, ["add"]],
    ["FROM node:22.23.2\nCOPY lib gone /x/" + rest, ["copy"]],
    ["FROM node:22.23.2\nCOPY --from=build /x /x" + rest, ["copy"]],
    ["FROM node:22.23.2\nRUN apt-get update && apt-get install --yes git" + rest, ["apt"]],
    ["FROM node:22.23.2\nUSER node\nCMD node x", ["command"]],
    ["FROM node:22.23.2\nCOPY --chown=node:node lib lib" + rest, []],
  ])("say of %j: %j", (text, rules) => {
    expect(broken(text)).toEqual(rules);
  });

  it("refuse lines that are no instruction, and a file that is cut off", () => {
    expect(() => instructionsOf("FROM node:22.23.2\nRUNN x")).toThrow("line 2 is no instruction: RUNN x");
    expect(() => instructionsOf("FROM node:22.23.2\nRUN a \\\n")).toThrow("line 2 goes on after the end of the file");
  });
});

describe("the context of an image", () => {
  it("holds every file of git, so that the commit in it has no changes", () => {
    expect(tracked.length).toBeGreaterThan(1000);
    expect(tracked.filter(isIgnored)).toEqual([]);
  });

  it("leaves out secrets, and what a set-up or a run made", () => {
    const left = [".env", "environment/compose/.env", "environment/redis-ca.pem", "environment/compose/certificates/redis.key", "node_modules/zod/package.json", "environment/postgres/node_modules/x", ".venv/bin/python", ".venv-bench/x", ".jupyter/pool/socket", "artifacts/runs/x/run.json", "data/store/x", "data/embedded/x", "lib/__pycache__/x", "environment/.lock"];
    expect(left.filter((file) => !isIgnored(file))).toEqual([]);
    expect(isIgnored(".git/HEAD")).toBe(false);
  });
});
