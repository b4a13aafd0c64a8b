import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, rmSync, utimesSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { piecesIn, startWriter, writerCommand } from "./killedWriter.fixture.ts";
import { openStore } from "./openStore.ts";
import { hourly } from "./storeBars.fixture.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "store-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** A shell that may not let any file grow over so many blocks of 512 bytes: what a full disk is to a program, on every machine and for every user. */
const withoutRoom = (blocks: number, command: readonly string[]): readonly string[] => ["sh", "-c", `ulimit -f ${blocks}; exec "$@"`, "sh", ...command];

describe("where no file may grow any more", () => {
  for (const blocks of [150, 400, 1200]) {
    test(`a writer ends with words after ${blocks * 512} bytes, and with room again the store is whole and goes on`, async () => {
      const full = startWriter(withoutRoom(blocks, writerCommand(folder)));
      expect(await full.ended).toEqual([1, null]);
      expect(full.trouble()).toMatch(/MarketError: .*market\.db: the disk (is full\. Make room, then save again\.|failed to read or write\. Check the disk and its room\.) Nothing was half written\./);
      const next = full.saved.length === 0 ? 0 : await piecesIn(folder, full.saved.at(-1)! + 1);
      const roomy = startWriter(writerCommand(folder, { first: next, pieces: next + 20 }));
      expect([await roomy.ended, roomy.trouble()]).toEqual([[0, null], ""]);
      expect(await piecesIn(folder, next + 20)).toBe(next + 20);
    });
  }
});

/** A disk of its own in memory, for one command and gone with it. Not every container lets one be made; the limit above holds everywhere. */
const ownDisk = ["unshare", process.getuid?.() === 0 ? "-m" : "-Urm", "sh", "-c"];
const mayMount = spawnSync(ownDisk[0]!, [...ownDisk.slice(1), `mount -t tmpfs none ${tmpdir()}`]).status === 0;

if (mayMount) {
  test("a disk that is full ends a writer with words, and with room again every acknowledged piece is there", async () => {
    const checker = `${process.execPath} ${join(import.meta.dirname, "checker.fixture.ts")} ${folder}`;
    const full = startWriter([...ownDisk, `mount -t tmpfs -o size=1000k none ${folder} && head -c 600000 /dev/zero > ${folder}/rest && (${writerCommand(folder).join(" ")} || echo -$?) && rm ${folder}/rest && ${checker}`]);
    expect(await full.ended).toEqual([0, null]);
    expect(full.trouble()).toMatch(/MarketError: .*market\.db: the disk is full\. Make room, then save again\. Nothing was half written\./);
    const pieces = full.saved.indexOf(-1);
    expect(pieces).toBeGreaterThan(0);
    expect([[pieces, 0], [pieces + 1, 0]]).toContainEqual(full.saved.slice(pieces + 1));
  });
}

describe("where nothing may be written", () => {
  beforeEach(async () => {
    const store = await openStore(folder);
    await store.saveBars(hourly);
    await store.close();
  });
  afterEach(() => {
    allow();
    chmodSync(folder, 0o700);
  });

  test("a store is read and looked at, and a save says what is missing", async () => {
    forbid();
    const store = await openStore(folder);
    expect(await store.openBars("BTC-USD", { interval: "1h" })).toEqual(hourly);
    expect(await store.verify()).toEqual([]);
    await expect(store.saveBars({ ...hourly, symbol: "ETH-USD" })).rejects.toThrow("the store may be read but not written. Give this user the right to write the file and its folder, or choose another folder.");
    await store.close();
  });

  test("a store of an older version that cannot be made one of this says so", async () => {
    const database = new DatabaseSync(file());
    database.exec("update store set version = 1");
    database.close();
    forbid();
    const notices: string[] = [];
    await expect(openStore(folder, { onNotice: (text) => notices.push(text) })).rejects.toThrow(`${folder}: the store is of version 1. This Marketbook reads version 2 and makes it one of that, but may not write there. Open it once as a user who may write the file and its folder, or read a copy.`);
    expect(notices).toEqual([]);
  });

  test("a file that may not be written in a folder that may is read too", async () => {
    chmodSync(file(), 0o444);
    chmodSync(folder, 0o777);
    lowerRights();
    const store = await openStore(folder);
    expect(await store.openBars("BTC-USD", { interval: "1h" })).toEqual(hourly);
    await expect(store.saveBars({ ...hourly, symbol: "ETH-USD" })).rejects.toThrow("the store may be read but not written.");
    await store.close();
  });

  test("a log that a killed writer left is never passed over", async () => {
    const { child, ended, saved } = startWriter(writerCommand(folder, { stays: true }));
    await expect.poll(() => saved.length, { interval: 1 }).toBeGreaterThan(0);
    child.kill("SIGKILL");
    await ended;
    rmSync(`${file()}-shm`);
    expect(readFileSync(`${file()}-wal`).length).toBeGreaterThan(0);
    forbid();
    await expect(openStore(folder)).rejects.toThrow(/a writer left .*market\.db-wal there, which has to be taken in first\. Open the store once where its folder may be written\./);
  });

  test("a store that is written while it is read from there is told", async () => {
    forbid();
    const store = await openStore(folder);
    const otherProgram = (): void => {
      allow();
      utimesSync(file(), 1, 1);
    };
    const [finding] = await store.verify({ onProgress: otherProgram });
    expect(finding).toMatchObject({ severity: "error", got: expect.stringContaining("another program wrote while it was read from a folder that may not be written. Read again.") });
    await store.close();
  });

  test("a new store there is an error in words, as is one inside a file", async () => {
    forbid();
    await expect(openStore(join(folder, "new"))).rejects.toMatchObject({ name: "MarketError", reason: "store", message: expect.stringContaining("Check that the folder may be written and has room.") });
    await expect(openStore(join(file(), "new"))).rejects.toMatchObject({ name: "MarketError", reason: "store", message: expect.stringContaining("Check that the folder may be written and has room.") });
  });
});

const file = (): string => join(folder, "market.db");

/** Takes the right to write from this process. Root has it whatever the modes say, so it becomes nobody for a while. */
function forbid(): void {
  chmodSync(file(), 0o444);
  chmodSync(folder, 0o555);
  lowerRights();
}

const NOBODY = 65_534;

function lowerRights(): void {
  if (process.getuid?.() === 0) process.seteuid?.(NOBODY);
}

function allow(): void {
  if (process.getuid?.() === 0) process.seteuid?.(0);
}
