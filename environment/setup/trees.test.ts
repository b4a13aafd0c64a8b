import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { remedy } from "../doctor/trees.mjs";
import { SetupProblem } from "./problem.mjs";
import { isDone, setUp, type Step } from "./steps.mjs";
import { spare } from "./trees.mjs";

let folder: string;
let said: string[];
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "trees-"));
  said = [];
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const log = { say: () => {}, step: (_title: string, work: (say: (text: string) => void) => Promise<string | undefined>) => work((text) => said.push(text)) };
const place = () => path.join(folder, "native");

/** A step that makes a folder with one library. */
function step(work: (draft: string) => Promise<void> | void, version = "1") {
  return spare({
    title: "Tree libraries", needs: 0, name: "trees", folder, files: [], words: () => [version], products: () => [path.join(place(), "library")],
    async work(draft: string) {
      await work(draft);
      fs.mkdirSync(path.join(draft, "made"), { recursive: true });
      fs.writeFileSync(path.join(draft, "made/library"), version);
      return { made: path.join(draft, "made"), place: place() };
    },
  });
}

const doStep = (todo: Step, retry = false) => setUp({ todo: [todo], retry, log, lock: { file: path.join(folder, "lock") } });

test("makes its folder whole, once, and again when the lock changes", async () => {
  let times = 0;
  await doStep(step(() => void times++));
  await doStep(step(() => void times++));
  expect(times).toBe(1);
  await doStep(step(() => void times++, "2"));
  expect(times).toBe(2);
  expect(fs.readFileSync(path.join(place(), "library"), "utf8")).toBe("2");
  expect(fs.existsSync(path.join(folder, "trees.draft"))).toBe(false);
});

test("does not take what a killed set-up left for finished", async () => {
  fs.mkdirSync(path.join(folder, "trees.draft/made"), { recursive: true });
  fs.writeFileSync(path.join(folder, "trees.draft/made/half"), "");
  const todo = step(() => undefined);
  expect(isDone(todo)).toBe(false);
  await doStep(todo);
  expect(fs.readdirSync(place())).toEqual(["library"]);
});

test("says that a library cannot be had, lets the rest go on, and tries again when it is asked to", async () => {
  let times = 0;
  const failing = step(() => {
    times++;
    throw new SetupProblem("No network.", "Find one.");
  });
  await doStep(failing);
  await doStep(failing);
  expect(times).toBe(1);
  expect(said).toEqual(["Tree libraries cannot be had: No network. Find one. Their models refuse to train, the others work. `node environment/run.mjs setup` tries again."]);
  await doStep(failing, true);
  expect(times).toBe(2);
});

test("the doctor tells each system's way to OpenMP", () => {
  expect(remedy("Library not loaded: @rpath/libomp.dylib")).toContain("brew install libomp");
  expect(remedy("libgomp.so.1: cannot open shared object file")).toContain("apt-get install libgomp1");
});
