import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { SetupProblem } from "./problem.mjs";
import { fingerprint, stampOf } from "./stamp.mjs";
import { isDone, setUp, type Step } from "./steps.mjs";

let folder: string;
let input: string;
let done: string[];
const log = { say: () => {}, step: (_title: string, work: (say: () => void) => Promise<unknown>) => work(() => {}) };

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "steps-"));
  input = path.join(folder, "input");
  fs.writeFileSync(input, "1");
  done = [];
});

/** A step that makes one file out of one input. */
function step(name: string, more: Partial<Step> = {}): Step {
  const product = path.join(folder, name);
  return {
    title: name, needs: 0, stamp: () => stampOf(folder, `${name}.stamp`), print: () => fingerprint({ files: [input] }), products: () => [product],
    async work() { done.push(name); fs.writeFileSync(product, ""); return {}; },
    ...more,
  };
}

const doAll = (todo: readonly Step[], retry = false) => setUp({ todo, retry, log, lock: { file: path.join(folder, "lock") } });

describe("setUp", () => {
  it("does a step once", async () => {
    const todo = [step("a"), step("b")];
    await doAll(todo);
    await doAll(todo);
    expect(done).toEqual(["a", "b"]);
  });

  it("does a step again when its input changes", async () => {
    await doAll([step("a")]);
    fs.writeFileSync(input, "2");
    await doAll([step("a")]);
    expect(done).toEqual(["a", "a"]);
  });

  it("does a step again when what it made is gone, whatever the stamp says", async () => {
    await doAll([step("a"), step("b")]);
    fs.rmSync(path.join(folder, "a"));
    await doAll([step("a"), step("b")]);
    expect(done).toEqual(["a", "b", "a"]);
  });

  it("does a later step again when an earlier one has taken its product away", async () => {
    const wiping = step("a", { async work() { done.push("a"); fs.rmSync(path.join(folder, "b"), { force: true }); fs.writeFileSync(path.join(folder, "a"), ""); return {}; } });
    await doAll([wiping, step("b")]);
    fs.rmSync(path.join(folder, "a"));
    await doAll([wiping, step("b")]);
    expect(done).toEqual(["a", "b", "a", "b"]);
  });

  it("takes a step that failed half-way for undone, though its product is there", async () => {
    const failing = step("a", { async work() { fs.writeFileSync(path.join(folder, "a"), ""); throw new SetupProblem("No.", "Do."); } });
    await expect(doAll([failing])).rejects.toThrow("No. Do.");
    expect(isDone(step("a"))).toBe(false);
    expect(fs.existsSync(path.join(folder, "lock"))).toBe(false);
  });

  it("refuses a step that ends without its product", async () => {
    await expect(doAll([step("a", { work: async () => ({}) })])).rejects.toThrow("ended without making");
  });

  it("leaves alone a part that failed and can be done without, until it is asked for", async () => {
    const spare = step("a", { products: () => [], failed: () => true });
    await doAll([spare]);
    await doAll([spare]);
    expect(done).toEqual(["a"]);
    await doAll([spare], true);
    expect(done).toEqual(["a", "a"]);
  });

  it("says how much disk is missing before it begins", async () => {
    await expect(doAll([step("a", { needs: 1e9 })])).rejects.toThrow(/^The disk has .* GB free and the set-up needs 1000000000\.0 GB\. Free the difference/);
    expect(done).toEqual([]);
  });
});
