import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { variables } from "../../environment/variables.mjs";
import { closeDeadRuns } from "../../lib/runs/deadRuns.ts";
import { projectFolder } from "../../lib/runs/folders.ts";
import { until, writeNotebook } from "../../lib/runs/kernels/notebook.fixture.ts";
import { compareRuns } from "../../lib/runs/listing/index.ts";
import { readRecord, type RunRecord } from "../../lib/runs/record.ts";
import { commandFolder } from "./commandFolder.fixture.ts";

const folder = commandFolder("run-record");
const PARAMETERS = "let rows: number = 3;";
const marketbook = path.join(projectFolder, "scripts", "marketbook.ts");

const environment = (added: NodeJS.ProcessEnv) => ({ ...variables(), MARKETBOOK_RUNS: folder.runs, ...added });

/** Runs `marketbook run --no-pool …` in the test's folder, and gives its exit code. */
function run(words: readonly string[], added: NodeJS.ProcessEnv = {}): number | null {
  return spawnSync(process.execPath, [marketbook, "run", "--no-pool", ...words], { cwd: folder.path, env: environment(added), stdio: ["ignore", "ignore", "ignore"] }).status;
}

function records(): readonly RunRecord[] {
  const ids = existsSync(folder.runs) ? readdirSync(folder.runs).filter((id) => existsSync(path.join(folder.runs, id, "run.json"))).sort() : [];
  return ids.map((id) => readRecord(path.join(folder.runs, id)));
}

describe("the record of an execution", { timeout: 180_000 }, () => {
  it("has parameters, code, data, machine, engine, cells, outputs and how it ended", () => {
    const imports = `import { recordResult } from "./lib/runs/results.ts";\nimport { keepStartedEngine } from "./lib/tensorflow/startedEngine.ts";`;
    const engine = `void keepStartedEngine({ kind: "wasm", version: "1", reason: "a test", nativeOps: false });`;
    const input = writeNotebook(folder.at("06-windows.ipynb"), PARAMETERS, imports, engine, 'recordResult("06-windows", "rmse", rows / 2); rows');
    expect(run([input, "out-{rows}.ipynb", "-p", "rows", "4", "--time-limit", "2min", "--retries", "1"])).toBe(0);
    expect(run([input, "second.ipynb"], { MARKETBOOK_SCHEDULE: "nightly", MARKETBOOK_SCHEDULED_FOR: "2026-01-02T03:04:05.000Z" })).toBe(0);
    const [first, second] = records();
    expect(first).toMatchObject({
      status: "finished", exit: { reason: "done", code: 0 }, parameters: { rows: 4 }, limits: { seconds: 120, retries: 1 }, kernel: "new", engine: { kind: "wasm", version: "1" },
      command: { name: "run", arguments: ["--no-pool", input, "out-{rows}.ipynb", "-p", "rows", "4", "--time-limit", "2min", "--retries", "1"], outputs: { "#2": "06-windows.ipynb" } },
      notebooks: [{ notebook: "06-windows", outcome: "done", copy: "out-4.ipynb", input: "06-windows.ipynb", cellTimes: [{ cell: 1, state: "done" }, { cell: 2, injected: true }, { state: "done" }, { state: "done" }, { cell: 5, state: "done" }] }],
    });
    expect(first?.results).toMatch(/^[0-9a-f]{64}$/);
    expect(first?.code.commit).toMatch(/^[0-9a-f]{40}$/);
    expect(first?.notebooks[0]?.cellTimes?.every(({ seconds }) => seconds !== null && seconds >= 0)).toBe(true);
    expect(second).toMatchObject({ origin: { schedule: "nightly", plannedFor: "2026-01-02T03:04:05.000Z" } });
    const compared = compareRuns(path.join(folder.runs, first!.id), path.join(folder.runs, second!.id));
    expect(compared.parameters).toEqual([{ fact: "rows", first: "4", second: "not given" }]);
    expect(compared.results).toEqual([{ where: "06-windows.rmse", first: 2, second: 1.5, difference: -0.5 }]);
    expect(compared.notebooks[0]?.cells.filter(({ isOutputDifferent }) => isOutputDifferent).map(({ cell }) => cell)).toEqual([4]);
  });

  it("of one that failed has the cell, the error and the cells that were not reached", () => {
    const input = writeNotebook(folder.at("failing.ipynb"), PARAMETERS, "throw new RangeError('unlucky');", "rows");
    expect(run([input, "out.ipynb"])).toBe(1);
    expect(records()).toMatchObject([{ status: "failed", reason: "notebook failing, cell 2: RangeError: unlucky", exit: { reason: "error", code: 1 }, notebooks: [{ outcome: "failed", traceback: expect.stringContaining("RangeError: unlucky"), cellTimes: [{ state: "done" }, { state: "failed" }, { state: "not reached" }] }] }]);
  });

  it("of one that a limit ended says which, and of a kernel that ended by itself that it did", () => {
    const endless = writeNotebook(folder.at("endless.ipynb"), PARAMETERS, "while (true) {}");
    const gone = writeNotebook(folder.at("gone.ipynb"), PARAMETERS, "process.kill(process.pid, 'SIGKILL');");
    const greedy = writeNotebook(folder.at("greedy.ipynb"), PARAMETERS, "const kept: Buffer[] = []; while (true) kept.push(Buffer.alloc(2 ** 24, 1));");
    run([endless, "endless-out.ipynb", "--time-limit", "8s"]);
    run([gone, "gone-out.ipynb"]);
    run([greedy, "greedy-out.ipynb", "--memory-limit", "600MB"]);
    expect(records().map(({ exit, status }) => [status, exit?.reason])).toEqual([["failed", "time-limit"], ["failed", "kernel-died"], ["failed", "memory-limit"]]);
  });

  it("is kept in the run around it where there is one, and left out where nobody wants it or nothing was begun", () => {
    const input = writeNotebook(folder.at("in.ipynb"), PARAMETERS, "rows");
    mkdirSync(folder.at("around"));
    expect(run([input, "out.ipynb"], { MARKETBOOK_RUN: folder.at("around") })).toBe(0);
    const [name] = readdirSync(folder.at("around/executions"));
    expect(JSON.parse(readFileSync(folder.at(`around/executions/${name}`), "utf8"))).toMatchObject({ exitCode: 0, output: "out.ipynb" });
    expect(run([input, "out.ipynb", "--no-record"])).toBe(0);
    expect(run([input, "out.ipynb", "-p", "row", "4"])).toBe(2);
    expect(run(["nowhere.ipynb", "out.ipynb"])).toBe(1);
    expect(records()).toEqual([]);
    expect(run([input, "out.ipynb", "-p", "row", "4"], { MARKETBOOK_SCHEDULE: "nightly" })).toBe(2);
    expect(records()).toMatchObject([{ status: "failed", exit: { reason: "refused", code: 2 } }]);
  });

  it("of one that was stopped or killed outright says so, with the cell it was in", async () => {
    const input = writeNotebook(folder.at("endless.ipynb"), PARAMETERS, "require('node:fs').writeFileSync(process.env.STARTED!, '1');", "while (true) {}");
    const broken = async (signal: NodeJS.Signals) => {
      const child = spawn(process.execPath, [marketbook, "run", "--no-pool", input, `${signal}.ipynb`], { cwd: folder.path, env: environment({ STARTED: folder.at(signal) }), stdio: "ignore" });
      const closed = new Promise((resolve) => child.once("close", resolve));
      await until(() => existsSync(folder.at(signal)));
      child.kill(signal);
      await closed;
    };
    await broken("SIGINT");
    await broken("SIGKILL");
    const [stopped, killed] = records();
    expect(stopped).toMatchObject({ status: "stopped", exit: { reason: "stopped", code: 130 }, notebooks: [{ outcome: "stopped" }] });
    expect(killed?.status).toBe("running");
    await until(() => !existsSync(folder.at("SIGKILL.ipynb")) || readFileSync(folder.at("SIGKILL.ipynb"), "utf8").includes("Stopped"));
    expect(closeDeadRuns(folder.runs)).toEqual([killed?.id]);
    expect(records()[1]).toMatchObject({ status: "failed", exit: { reason: "cut-off" }, notebooks: [{ notebook: "endless", cellTimes: [{ state: "done" }, { state: "done" }, { state: "failed" }] }] });
  });
});
