import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { lstmNetwork } from "../../models/index.ts";
import { randomKey } from "../../random/index.ts";
import { startEngine } from "../../tensorflow/index.ts";
import { fit } from "../index.ts";
import { plantedWindows } from "../planted.fixture.ts";

let folder = "";
beforeAll(async () => void (await startEngine()));
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "full-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const fitting = [process.execPath, join(import.meta.dirname, "killed.fixture.ts")];

type Ended = { readonly status: number | null; readonly lines: readonly string[]; readonly trouble: string };

function run([command = "", ...parameters]: readonly string[]): Ended {
  const { status, stderr, stdout } = spawnSync(command, parameters, { encoding: "utf8" });
  return { status, lines: stdout.trim().split("\n"), trouble: stderr };
}

test("where no file may grow, a fit ends with the folder and the remedy, and with room it is made", () => {
  const limited = run(["sh", "-c", 'ulimit -f 4; exec "$@"', "sh", ...fitting, folder, "1"]);
  expect(limited.status).toBe(1);
  expect(limited.trouble).toContain(`TrainingError: fit: no checkpoint could be written to ${folder}: its disk is full. Make room or give another folder, then fit again.`);
  expect(readdirSync(folder)).toEqual([]);
  expect(run([...fitting, folder, "1"]).status).toBe(0);
}, 240_000);

/** A disk of its own in memory, for one command and gone with it. Not every container lets one be made. */
const ownDisk = ["unshare", process.getuid?.() === 0 ? "-m" : "-Urm", "sh", "-c"];
const mayMount = spawnSync(ownDisk[0]!, [...ownDisk.slice(1), `mount -t tmpfs none ${tmpdir()}`]).status === 0;

if (mayMount) {
  test("a disk that fills up in the middle of a fit loses nothing: with room again it ends with the weights of one that had room", () => {
    const command = `${fitting.join(" ")} ${folder} 1`;
    const filled = run([...ownDisk, `mount -t tmpfs -o size=400k none ${folder} && head -c 385024 /dev/zero > ${folder}/rest && (${command} || echo failed) && ls ${folder} && rm ${folder}/rest && ${command}`]);
    expect(filled.trouble).toMatch(/TrainingError: fit: no checkpoint could be written to .*: its disk is full\. Make room or give another folder, then go on from epoch-\d{6}-step-\d{9}\.safetensors with resume: true\./);
    const failed = filled.lines.indexOf("failed");
    expect(failed).toBeGreaterThan(3);
    const again = filled.lines.slice(failed + 1).find((line) => line.startsWith("step"));
    expect(Number(again?.slice(5))).toBeGreaterThanOrEqual(3);
    expect(filled.lines.at(-1)).toBe(run([...fitting, "", "1"]).lines.at(-1));
  }, 240_000);
}

const windows = plantedWindows(64, 1);
const fitInto = (place: string, onStep?: () => void) => fit(lstmNetwork({ units: [3] }).build(windows, randomKey(1)), windows, windows, { key: randomKey(1), epochs: 3, batchSize: 8, checkpoint: { folder: place }, clock: () => (now += 100), ...(onStep ? { onStep } : {}) });
let now = 0;

test("two fits at once in one folder: the second is refused and the first goes on; afterwards the folder is free", async () => {
  const first = fitInto(folder);
  await expect(fitInto(join(folder, "."))).rejects.toThrow(`fit: the checkpoint folder ${folder} is in use by another fit (this process). Give each fit a folder of its own, or wait for the other to end`);
  expect((await first).loss.length).toBe(3);
  expect(readdirSync(folder)).not.toContain("fit.lock");
  await expect(fitInto(folder)).rejects.toThrow("holds the checkpoints of an earlier fit");
  expect(readdirSync(folder)).not.toContain("fit.lock");
});

test("a fit of another process holds its folder until it ends or is killed", async () => {
  const other = spawn(process.execPath, [...fitting.slice(1), folder, "1", "4"], { stdio: ["ignore", "pipe", "inherit"] }); // stands still after four steps
  await new Promise((resolve) => other.stdout.once("data", resolve));
  await expect(fitInto(folder)).rejects.toThrow(`is in use by another fit (process ${other.pid})`);
  const ended = new Promise((resolve) => other.on("close", resolve));
  other.kill("SIGKILL");
  await ended;
  expect(readdirSync(folder)).toContain("fit.lock");
  for (const name of readdirSync(folder)) if (name !== "fit.lock") rmSync(join(folder, name));
  expect((await fitInto(folder)).loss.length).toBe(3);
});

test("a lock of a number that another process has now, or one that was cut off, holds nothing", async () => {
  writeFileSync(join(folder, "fit.lock"), JSON.stringify({ pid: process.ppid, started: "1" }));
  expect((await fitInto(folder)).loss.length).toBe(3);
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  writeFileSync(join(folder, "fit.lock"), '{"pid":');
  expect((await fitInto(folder)).loss.length).toBe(3);
});

test("a folder that cannot be made is named", async () => {
  writeFileSync(join(folder, "file"), "");
  await expect(fitInto(join(folder, "file", "inside"))).rejects.toThrow(/fit: no checkpoint could be written to .*inside: ENOTDIR.*\. Mend that or give another folder, then fit again\./);
});
