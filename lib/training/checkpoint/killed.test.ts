import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { linesUntilKilled } from "./killedProcess.fixture.ts";

const program = join(import.meta.dirname, "killed.fixture.ts");
let folder = "";

beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "marketbook-"))));
afterAll(async () => rm(folder, { recursive: true }));

/** Lines of a fit in a process of its own, which is killed at once when it has told of so many steps. It goes on meanwhile, but not to its end: it stands still two steps later. */
const run = (into: string, seed: number, killedAfter = Infinity): Promise<string[]> => linesUntilKilled(program, [into, String(seed), String(killedAfter + 2)], killedAfter);

test("a fit that was killed again and again ends with the weights and the history of one that never was, to the last bit", async () => {
  const whole = await run("", 1);
  const firstSteps: number[] = [];
  for (const killedAfter of [2, 7, 11, 5, 9]) {
    const lines = await run(folder, 1, killedAfter);
    expect(lines.at(-1)).toMatch(/^step \d+$/);
    firstSteps.push(Number(lines[0]!.slice(5)));
  }
  expect(firstSteps[0]).toBe(0);
  expect(firstSteps.at(-1)).toBeGreaterThanOrEqual(9);
  const resumed = await run(folder, 1);
  expect(resumed.length).toBeLessThan(whole.length);
  expect(JSON.parse(resumed.at(-1)!)).toEqual(JSON.parse(whole.at(-1)!));
  expect((await readdir(folder)).length).toBe(2);
}, 600_000);

test("another process with the same seed ends with the same weights, with another seed with others", async () => {
  const [one, again, other] = [await run("", 2), await run("", 2), await run("", 3)].map((lines) => JSON.parse(lines.at(-1)!));
  expect(again).toEqual(one);
  expect(other.weights).not.toBe(one.weights);
}, 600_000);
