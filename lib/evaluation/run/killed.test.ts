import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { linesUntilKilled } from "../../training/checkpoint/killedProcess.fixture.ts";

let folder = "";
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "marketbook-"))));
afterAll(async () => rm(folder, { recursive: true }));

/** Lines of an evaluation in a process of its own, which is killed at once when so many folds have ended; it stands still one fold later. */
const run = (into: string, killedAfter = Infinity): Promise<string[]> => linesUntilKilled(join(import.meta.dirname, "killed.fixture.ts"), [into, String(killedAfter + 1)], killedAfter);

test("an evaluation killed twice redoes the folds that were not finished, and those alone, and ends with the bits of one that never was", async () => {
  const [whole, torn] = [join(folder, "whole"), join(folder, "torn")];
  const undisturbed = await run(whole);
  expect(undisturbed.length).toBe(8 + 1);
  await run(torn, 2);
  const afterFirst = (await readdir(join(torn, "folds"))).filter((name) => name.endsWith(".oof"));
  expect(afterFirst.length).toBeGreaterThanOrEqual(2);
  await run(torn, 2);
  const before = (await readdir(join(torn, "folds"))).filter((name) => name.endsWith(".oof"));
  expect(before.length).toBeGreaterThanOrEqual(4);
  const resumed = await run(torn);
  expect(resumed.length - 1).toBe(8 - before.length);
  expect(JSON.parse(resumed.at(-1)!)).toEqual(JSON.parse(undisturbed.at(-1)!));
}, 600_000);
