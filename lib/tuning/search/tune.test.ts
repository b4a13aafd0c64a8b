import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterAll, describe, expect, test } from "vitest";
import { functions } from "../samplers/functions.fixture.ts";
import { bestTrial, optimizationHistory, parameterImportance, readSearch, trialCounts, trialTable, tune, TuningError, type Search, type TrialRecord } from "../index.ts";
import { braninTrial, fixtureModule as module, troubled } from "./trials.fixture.ts";

const root = mkdtempSync(path.join(tmpdir(), "marketbook-"));
afterAll(() => rmSync(root, { recursive: true }));

let folders = 0;
const newFolder = () => path.join(root, String(folders++));
const options = () => ({ trial: braninTrial, module, given: {}, space: functions.branin.space, trials: 24, seed: 5, folder: newFolder(), inProcess: true } as const);
const untimed = ({ trials }: Pick<Search, "trials">): readonly Omit<TrialRecord, "seconds">[] => trials.map(({ ...trial }) => Object.assign(trial, { seconds: 0 }));

describe("a search", () => {
  test("keeps every trial with settings, seed, steps, value and state, and counts them", async () => {
    const { folder, ...rest } = options();
    const told: number[] = [];
    const search = await tune({ ...rest, folder, pruner: "successiveHalving", onTrial: ({ number }) => told.push(number) });
    expect(readSearch(folder)).toEqual(search);
    expect(search.trials.map(({ number }) => number)).toEqual(told.toSorted((a, b) => a - b));
    const counts = trialCounts(search);
    expect(counts).toEqual({ all: 24, complete: counts.complete, pruned: 24 - counts.complete, failed: 0 });
    expect(counts.pruned).toBeGreaterThan(5);
    for (const trial of search.trials) {
      expect(trial).toMatchObject({ seed: 5, settings: { x: expect.any(Number), y: expect.any(Number) } });
      expect(trial.intermediate.at(-1)!.step).toBe(trial.state === "pruned" ? trial.intermediate.length : 9);
    }
  });

  test("is the same on one process, on two workers and on three", async () => {
    const searches = await Promise.all([{}, { inProcess: false, workers: 1 }, { inProcess: false, workers: 3, given: {} }].map((own) => tune({ ...options(), pruner: "successiveHalving", ...own })));
    expect(untimed(searches[1]!)).toEqual(untimed(searches[0]!));
    expect(untimed(searches[2]!)).toEqual(untimed(searches[0]!));
  });

  test("draws from the trials it may know and from none that came later", async () => {
    const few = await tune({ ...options(), trials: 12, sampler: "random" });
    const many = await tune({ ...options(), sampler: "random" });
    expect(untimed(many).slice(0, 12)).toEqual(untimed(few));
    const narrow = await tune({ ...options(), parallel: 1 });
    expect(untimed(narrow).slice(0, 10)).toEqual(untimed(await tune({ ...options(), parallel: 6 })).slice(0, 10)); // drawn at random, all of them
    expect(narrow.trials.at(-1)).not.toEqual(few.trials.at(-1));
  });

  test("that is killed with kill -9 goes on to the same trials and runs none of the kept ones again", async () => {
    const folder = newFolder();
    const log = path.join(root, "log");
    const fixture = path.join(import.meta.dirname, "searchProcess.fixture.ts");
    for (const killedAfter of [3, 9]) {
      const child = spawn(process.execPath, [fixture, folder, log, String(killedAfter + 2)], { stdio: ["ignore", "pipe", "inherit"] });
      const ended = new Promise((resolve) => child.on("close", resolve));
      let lines = 0;
      for await (const _ of createInterface({ input: child.stdout })) if (++lines === killedAfter) child.kill("SIGKILL");
      await ended;
      expect(readSearch(folder).trials.length).toBeLessThan(24);
    }
    const before = readSearch(folder).trials.filter(({ state }) => state !== "running").length;
    expect(before).toBeGreaterThanOrEqual(12);
    const spec = { trial: braninTrial, module, given: { waits: 10, log }, space: functions.branin.space, pruner: "successiveHalving", trials: 24, seed: 5 } as const;
    const resumed = await tune({ ...spec, folder, resume: true, workers: 2 });
    expect(untimed(resumed)).toEqual(untimed(await tune({ ...spec, folder: newFolder(), given: {}, inProcess: true })));
    expect(readFileSync(log, "utf8").trim().split("\n").length).toBeLessThanOrEqual(24 + 2 * 4); // those that were under way at each kill
    expect(readdirSync(folder).filter((name) => name.includes("draft"))).toEqual([]);
  }, 600_000);

  test("goes on to more trials, but not to another search", async () => {
    const few = await tune({ ...options(), trials: 8 });
    const { folder, ...rest } = { ...options(), trials: 8 };
    await tune({ ...rest, folder });
    await expect(tune({ ...rest, folder })).rejects.toThrow(new TuningError(`${folder} holds a search already; go on with it (resume) or give another folder`));
    await expect(tune({ ...rest, folder, resume: true, seed: 6 })).rejects.toThrow(`${folder} holds another search: its seed is 5, asked was 6. Ask for the same, or give another folder.`);
    const more = await tune({ ...rest, folder, resume: true, trials: 12 });
    expect(untimed(more).slice(0, 8)).toEqual(untimed(few));
    expect((await tune({ ...rest, folder, resume: true, trials: 2 })).trials).toHaveLength(12); // what was tried stays tried
  });

  test("keeps a trial that fails, by its model, its value or its process, with the reason, and goes on", async () => {
    const given = { kills: true };
    const search = await tune({ ...options(), trial: troubled, given, space: { x: { kind: "choice", values: [0.1, 0.2, 0.5, 0.9] } }, sampler: "random", seed: 7, trials: 14, mostFailures: 14, inProcess: false, workers: 2 });
    const reasons = search.trials.flatMap((trial) => (trial.state === "failed" ? [trial.reason] : []));
    expect(reasons.join("\n")).toContain("Error: the model refuses a small x");
    expect(reasons.join("\n")).toContain("RangeError: the value is NaN");
    expect(reasons.join("\n")).toContain("its worker process was ended by SIGKILL, 2 times in a row");
    for (const trial of search.trials) expect(trial.state).toBe(Number(trial.settings["x"]) < 0.3 || Number(trial.settings["x"]) > 0.8 ? "failed" : "complete");
    expect(trialTable(search).at(-1)).toMatchObject({ state: "failed", reason: expect.any(String), value: Number.NaN });
  }, 600_000);

  test("stops when too many fail, and says where they are and what the first said", async () => {
    const { folder, ...rest } = { ...options(), trial: troubled, space: { x: { kind: "float", low: 0, high: 0.14 } } } as const;
    await expect(tune({ ...rest, folder, mostFailures: 3 })).rejects.toThrow(/^4 of \d+ trials failed, more than 3; the search stops\. All are kept in .*The first: trial 0: Error: the model refuses a small x;/);
    expect(readSearch(folder).trials.length).toBeLessThan(12);
    expect(() => bestTrial(readSearch(folder))).toThrow(/^none of \d+ trials is complete; the first failed: .* trialTable has the others$/);
  });

  test("ends with the reason of an aborted signal and leaves the trials under way as such", async () => {
    const controller = new AbortController();
    const { folder, ...rest } = options();
    const stopped = tune({ ...rest, folder, given: { waits: 3 }, signal: controller.signal, onTrial: ({ number }) => number === 2 && controller.abort(new Error("enough")) });
    await expect(stopped).rejects.toThrow("enough");
    const { trials } = readSearch(folder);
    expect(trials.some(({ state }) => state === "running")).toBe(true);
    expect(untimed(await tune({ ...rest, folder, given: { waits: 3 }, resume: true })).length).toBe(24);
  });

  test("names a damaged file of a trial, and runs the trial again when it is gone", async () => {
    const { folder, ...rest } = { ...options(), trials: 6 };
    const whole = await tune({ ...rest, folder });
    const file = path.join(folder, "trial-000003.json");
    writeFileSync(file, readFileSync(file, "utf8").slice(0, 20));
    await expect(tune({ ...rest, folder, resume: true })).rejects.toThrow(`${file} is damaged. Delete it: the trial is run again when the search goes on`);
    rmSync(file);
    expect(untimed(await tune({ ...rest, folder, resume: true }))).toEqual(untimed(whole));
    expect(() => readSearch(root)).toThrow(`${root} holds no search; there is no search.json in it`);
  });

  test.runIf(process.platform !== "win32")("names the folder when the disk is full, and what was kept is whole", () => {
    const folder = newFolder();
    const script = `
      import { tune } from ${JSON.stringify(new URL("../tune.ts", import.meta.url).href)};
      import { braninTrial, fixtureModule } from ${JSON.stringify(module.href)};
      import { functions } from ${JSON.stringify(new URL("../samplers/functions.fixture.ts", import.meta.url).href)};
      process.on("SIGXFSZ", () => {});
      await tune({ trial: braninTrial, module: fixtureModule, given: { steps: 40 }, space: functions.branin.space, trials: 4, seed: 5, folder: process.argv[1], inProcess: true }).catch(({ name, message }) => console.log(name + ": " + message));`;
    // The limit of a file's size stands for a disk that fills up: the search's own file fits, a trial with its steps does not.
    const { stdout } = spawnSync("bash", ["-c", 'ulimit -f 1; exec "$0" --input-type=module-typescript -e "$1" "$2"', process.execPath, script, folder], { encoding: "utf8" });
    expect(stdout).toMatch(/^TuningError: the search cannot be kept in .*: EFBIG.*What was kept is whole; free some space or mend the folder, then go on with the search \(resume\)\.$/m);
    expect(existsSync(path.join(folder, "search.json"))).toBe(true);
    expect(readSearch(folder).trials.every(({ state }) => state === "running")).toBe(true);
  });
});

describe("what a search tells", () => {
  const trials = [3, 5, 2, 4, 1.5, 9, 8, 7].map((value, number) => ({ number, settings: { a: number, b: number % 2 === 0 ? "even" : "odd" }, seed: 1, state: "complete" as const, value, intermediate: [], seconds: 1 }));
  const search: Search = { space: { a: { kind: "whole", low: 0, high: 7 }, b: { kind: "choice", values: ["even", "odd"] } }, trials };

  test("is its best trial, its table from the best on and how it came on", () => {
    expect(bestTrial(search).number).toBe(4);
    expect(trialTable(search).map(({ trial }) => trial)).toEqual([4, 2, 0, 3, 1, 7, 6, 5]);
    expect(trialTable(search)[0]).toEqual({ trial: 4, state: "complete", value: 1.5, seconds: 1, told: 0, a: 4, b: "even" });
    expect(optimizationHistory(search).map(({ best }) => best)).toEqual([3, 3, 2, 2, 1.5, 1.5, 1.5, 1.5]);
  });

  test("is which settings mattered: the one that makes the value, slope or valley, and not the one that does nothing", async () => {
    const space = { x: { kind: "float", low: -1, high: 1 }, kind: { kind: "choice", values: ["p", "q"] }, nothing: { kind: "whole", low: 1, high: 9 } } as const;
    const made = (value: (x: number, isP: boolean) => number): Search => ({ space, trials: Array.from({ length: 120 }, (_, number) => {
      const [x, isP] = [((number * 37) % 120) / 60 - 1, (number * 7) % 11 < 5];
      return { number, settings: { x, kind: isP ? "p" : "q", nothing: 1 + ((number * 5) % 9) }, seed: 1, state: "complete", value: value(x, isP), intermediate: [], seconds: 1 };
    }) });
    const valley = parameterImportance(made((x) => x * x));
    expect(valley["x"]).toBeGreaterThan(0.7);
    expect(valley["kind"]).toBeLessThan(0.05);
    expect(valley["nothing"]).toBeLessThan(0.05);
    expect(parameterImportance(made((x, isP) => (isP ? 0 : 10) + x))["kind"]).toBeGreaterThan(0.7);
    expect(parameterImportance({ space, trials: [] })).toEqual({ x: Number.NaN, kind: Number.NaN, nothing: Number.NaN });
  });
});
