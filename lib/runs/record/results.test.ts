import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { currentRunFolder, runsFolder } from "../folders.ts";
import { readResults, recordResult } from "./results.ts";

let folder = "";
let before: string | undefined;
beforeEach(() => {
  before = process.env.MARKETBOOK_RUN;
  folder = mkdtempSync(path.join(os.tmpdir(), "results-"));
  process.env.MARKETBOOK_RUN = folder;
});
afterEach(() => {
  if (before === undefined) delete process.env.MARKETBOOK_RUN;
  else process.env.MARKETBOOK_RUN = before;
  rmSync(folder, { recursive: true, force: true });
});

describe("recordResult", () => {
  it("keeps what other cells and notebooks recorded", () => {
    recordResult("08-lstm", "seed", 7);
    recordResult("08-lstm", "rows", { train: 100 });
    recordResult("14-backtest", "seed", 8);
    expect(readResults(folder)).toEqual({ "08-lstm": { seed: 7, rows: { train: 100 } }, "14-backtest": { seed: 8 } });
  });

  it("replaces a result of the same name", () => {
    recordResult("08-lstm", "seed", 7);
    recordResult("08-lstm", "seed", 9);
    expect(readResults()).toEqual({ "08-lstm": { seed: 9 } });
  });

  it("writes typed arrays as lists and what is no number as null", () => {
    recordResult("08-lstm", "loss", { curve: Float64Array.of(0.5, NaN), best: undefined, limit: Infinity });
    expect(readResults()).toEqual({ "08-lstm": { loss: { curve: [0.5, null], best: null, limit: null } } });
  });

  it("leaves no temporary file", () => {
    recordResult("08-lstm", "seed", 7);
    expect(readdirSync(path.join(folder, "results"))).toEqual(["08-lstm.json"]);
  });

  it("refuses a notebook's name that would leave the folder", () => {
    expect(() => recordResult("../08-lstm", "seed", 7)).toThrow(/named like "08-lstm", got "..\/08-lstm"/);
    expect(existsSync(path.join(folder, "08-lstm.json"))).toBe(false);
  });

  it("goes to runs/interactive where no runner gave a folder", () => {
    delete process.env.MARKETBOOK_RUN;
    expect(currentRunFolder()).toBe(path.join(runsFolder(), "interactive"));
  });

  it("refuses a run folder that does not exist", () => {
    process.env.MARKETBOOK_RUN = path.join(folder, "gone");
    expect(() => recordResult("08-lstm", "seed", 7)).toThrow(/does not exist/);
  });
});

describe("readResults", () => {
  it("is empty where nothing was recorded", () => {
    expect(readResults(folder)).toEqual({});
  });

  it("names the file that was cut off", () => {
    recordResult("08-lstm", "seed", 7);
    writeFileSync(path.join(folder, "results", "08-lstm.json"), '{"seed": ');
    expect(() => readResults(folder)).toThrow(/08-lstm.json of the run's results cannot be read/);
  });
});
