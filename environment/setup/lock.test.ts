import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { takeLock } from "./lock.mjs";

let file: string;
const said: string[] = [];
const say = (text: string) => said.push(text);
const held = (pid: number, host = os.hostname()) => fs.writeFileSync(file, JSON.stringify({ pid, host }));
const deadProcess = () => spawnSync(process.execPath, ["-e", ""]).pid;

beforeEach(() => {
  file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "lock-")), ".lock");
  said.length = 0;
});

describe("takeLock", () => {
  it("lets one at a time in, and the next when the first is done", async () => {
    const order: string[] = [];
    const first = await takeLock(say, { file, poll: 5 });
    const second = takeLock(say, { file, poll: 5 }).then((release) => { order.push("second"); release(); });
    await new Promise((resolve) => setTimeout(resolve, 30));
    order.push("first");
    first();
    await second;
    expect(order).toEqual(["first", "second"]);
    expect(said).toEqual([expect.stringContaining(`Another set-up (process ${process.pid}) is at work`)]);
  });

  it("is taken over from a process that is gone", async () => {
    held(deadProcess());
    const release = await takeLock(say, { file, poll: 5 });
    expect(JSON.parse(fs.readFileSync(file, "utf8"))).toMatchObject({ pid: process.pid });
    release();
  });

  it("waits for the command that a killed set-up has left running", async () => {
    held(deadProcess());
    fs.writeFileSync(`${file}.command`, String(process.pid));
    const taken = takeLock(say, { file, poll: 5 });
    expect(await Promise.race([taken, new Promise((resolve) => setTimeout(() => resolve("waiting"), 40))])).toBe("waiting");
    fs.rmSync(`${file}.command`);
    (await taken)();
  });

  it("leaves the lock of another machine alone while that one gives signs of life", async () => {
    held(1, "elsewhere");
    const taken = takeLock(say, { file, poll: 5 });
    expect(await Promise.race([taken, new Promise((resolve) => setTimeout(() => resolve("waiting"), 40))])).toBe("waiting");
    const silent = new Date(Date.now() - 120_000);
    fs.utimesSync(file, silent, silent);
    (await taken)();
  });

  it("leaves nothing behind", async () => {
    (await takeLock(say, { file, poll: 5 }))();
    expect(fs.readdirSync(path.dirname(file))).toEqual([]);
  });
});
