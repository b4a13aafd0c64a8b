import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRecord, startRun } from "../record/record.ts";
import { walk, type ExecuteNotebook, type WalkEvents } from "./walk.ts";
import { planParameters, walkNotebooks } from "./walkPlan.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "walk-"));
  mkdirSync(path.join(folder, "notebooks"));
  plant("00-start", "let seed: number = 7;");
  plant("06-windows", "let seed: number = 7;\nlet lookback: number = 30;");
  plant("08-lstm", "let epochs: number = 5;");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function plant(name: string, parameters: string, outputs: readonly unknown[] = []): string {
  const file = path.join(folder, "notebooks", `${name}.ipynb`);
  const cell = { cell_type: "code", source: [parameters], metadata: { tags: ["parameters"] }, outputs };
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] }));
  return file;
}

const notebooks = () => walkNotebooks([], path.join(folder, "notebooks"));
const silent: WalkEvents = { onStart: () => {}, onCell: () => {}, onEnd: () => {} };
const signal = new AbortController().signal;
const done: ExecuteNotebook = async ({ output }) => {
  writeFileSync(output, JSON.stringify({ nbformat: 4, metadata: {}, cells: [{ cell_type: "code", source: "", outputs: [{ output_type: "execute_result", data: { "text/plain": "1" } }] }] }));
  return { ok: true, seconds: 1 };
};
const failingAt = (name: string): ExecuteNotebook => async (request) =>
  request.input.includes(name) ? { ok: false, cell: 3, errorName: "TypeError", errorMessage: "no such column", traceback: "" } : done(request);

describe("walk", () => {
  it("executes the notebooks in order into the run's folder, each with its own parameters", async () => {
    const asked: unknown[] = [];
    const run = startRun({}, folder);
    const planned = planParameters(notebooks(), new Map([["seed", "9"], ["epochs", "2"]]));
    const record = await walk(run, planned, {
      signal, events: silent, execute: async (request) => {
        asked.push([path.basename(request.input), request.parameters, request.environment["MARKETBOOK_RUN"]]);
        return done(request);
      },
    });
    expect(asked).toEqual([["00-start.ipynb", { seed: 9 }, run.folder], ["06-windows.ipynb", { seed: 9 }, run.folder], ["08-lstm.ipynb", { epochs: 2 }, run.folder]]);
    expect(record).toMatchObject({ status: "finished", results: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(readRecord(run.folder)).toEqual(record);
  });

  it("ends at the first failure and keeps which cell and why", async () => {
    const run = startRun({}, folder);
    const record = await walk(run, planParameters(notebooks(), new Map()), { signal, events: silent, execute: failingAt("06") });
    expect(record.notebooks.map(({ notebook, outcome }) => [notebook, outcome])).toEqual([["00-start", "done"], ["06-windows", "failed"]]);
    expect(readRecord(run.folder)).toMatchObject({ status: "failed", reason: "notebook 06-windows, cell 3: TypeError: no such column" });
  });

  it("goes on after a failure where that is asked, and has still failed", async () => {
    const run = startRun({}, folder);
    const record = await walk(run, planParameters(notebooks(), new Map()), { signal, events: silent, execute: failingAt("06"), keepGoing: true });
    expect(record.notebooks.map(({ outcome }) => outcome)).toEqual(["done", "failed", "done"]);
    expect(record.status).toBe("failed");
  });

  it("executes so many at a time, begun in order; the record keeps the order of the walk whichever ends first", async () => {
    const [begun, shown]: [string[], string[]] = [[], []];
    const gates = new Map(["00-start", "06-windows"].map((name) => [name, Promise.withResolvers<void>()] as const));
    const execute: ExecuteNotebook = async (request) => {
      const name = path.basename(request.input, ".ipynb");
      begun.push(name);
      if (name === "08-lstm") gates.get("00-start")?.resolve();
      if (begun.length === 2) gates.get("06-windows")?.resolve();
      await gates.get(name)?.promise;
      return done(request);
    };
    const events = { ...silent, onEnd: ({ notebook }: { readonly notebook: string }) => void shown.push(notebook) };
    const record = await walk(startRun({}, folder), planParameters(notebooks(), new Map()), { signal, events, execute, atATime: 2 });
    expect(begun).toEqual(["00-start", "06-windows", "08-lstm"]);
    expect(shown[0]).toBe("06-windows");
    expect(record.notebooks.map(({ notebook }) => notebook)).toEqual(["00-start", "06-windows", "08-lstm"]);
    expect(record.status).toBe("finished");
  });

  it("begins none after a failure, and waits for those under way", async () => {
    const execute: ExecuteNotebook = async (request) => {
      if (request.input.includes("06")) await new Promise((resolve) => setTimeout(resolve, 20));
      return failingAt("00")(request);
    };
    const record = await walk(startRun({}, folder), planParameters(notebooks(), new Map()), { signal, events: silent, execute, atATime: 2 });
    expect(record.notebooks.map(({ notebook, outcome }) => [notebook, outcome])).toEqual([["00-start", "failed"], ["06-windows", "done"]]);
  });

  it("says stopped, not failed, after Ctrl-C", async () => {
    const controller = new AbortController();
    const run = startRun({}, folder);
    const execute: ExecuteNotebook = async () => {
      controller.abort();
      throw new Error("the kernel died");
    };
    const record = await walk(run, planParameters(notebooks(), new Map()), { signal: controller.signal, events: silent, execute });
    expect(record).toMatchObject({ status: "stopped", reason: "stopped by the user in notebook 00-start" });
    expect(record.notebooks).toHaveLength(1);
  });

  it("keeps in the record that a notebook could not be executed at all", async () => {
    const run = startRun({}, folder);
    const execute: ExecuteNotebook = () => Promise.reject(new Error("no kernel"));
    await expect(walk(run, planParameters(notebooks(), new Map()), { signal, events: silent, execute })).rejects.toThrow("no kernel");
    expect(readRecord(run.folder)).toMatchObject({ status: "failed", reason: "notebook 00-start could not be executed: no kernel" });
  });

  it("gives equal digests of equal outputs and of equal results", async () => {
    const digests = [];
    for (let k = 0; k < 2; k++) {
      const record = await walk(startRun({}, folder), planParameters(notebooks(), new Map()), { signal, events: silent, execute: done });
      digests.push([record.results, ...record.notebooks.map(({ outputs }) => outputs)]);
    }
    expect(digests[0]).toEqual(digests[1]);
  });
});

describe("walkNotebooks", () => {
  it("finds numbered notebooks in order, or those named", () => {
    expect(notebooks().map((file) => path.basename(file))).toEqual(["00-start.ipynb", "06-windows.ipynb", "08-lstm.ipynb"]);
    expect(walkNotebooks(["08-lstm", "notebooks/00-start.ipynb"], path.join(folder, "notebooks")).map((file) => path.basename(file))).toEqual(["00-start.ipynb", "08-lstm.ipynb"]);
  });

  it("suggests the notebook that was meant", () => {
    expect(() => walkNotebooks(["07-ltsm"], path.join(folder, "notebooks"))).toThrow('there is no notebook "07-ltsm"; did you mean 08-lstm? The notebooks are 00-start, 06-windows, 08-lstm');
  });

  it("says where notebooks should be when there are none", () => {
    expect(() => walkNotebooks([], path.join(folder, "none"))).toThrow(/holds no numbered notebook/);
  });
});

describe("planParameters", () => {
  it("refuses a name that no notebook has, with the nearest one and the list", () => {
    expect(() => planParameters(notebooks(), new Map([["lokback", "60"]]))).toThrow('no notebook has a parameter "lokback"; did you mean lookback? The parameters are epochs, lookback, seed');
  });
});
