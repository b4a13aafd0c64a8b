import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { variables } from "../../environment/variables.mjs";
import { projectFolder } from "../../lib/runs/folders.ts";
import { writeNotebook } from "../../lib/runs/kernels/notebook.fixture.ts";
import { compareRuns } from "../../lib/runs/listing/index.ts";
import { runIds } from "../../lib/runs/record/runIds.ts";
import { readRecord, type RunRecord } from "../../lib/runs/record/record.ts";
import { commandFolder } from "./commandFolder.fixture.ts";

const folder = commandFolder("run-record");
const PARAMETERS = "let rows: number = 3;";
const marketbook = path.join(projectFolder, "scripts", "marketbook.ts");

/** Runs `marketbook run --no-pool …` in the test's folder, and gives its exit code. */
async function run(words: readonly string[], added: NodeJS.ProcessEnv = {}): Promise<unknown> {
  const child = spawn(process.execPath, [marketbook, "run", "--no-pool", ...words], { cwd: folder.path, env: { ...variables(), MARKETBOOK_RUNS: folder.runs, ...added }, stdio: "ignore" });
  const [code] = await once(child, "close");
  return code;
}

function records(): readonly RunRecord[] {
  return runIds(folder.runs).map((id) => readRecord(path.join(folder.runs, id)));
}

// How a run that fails, is stopped or reaches a limit is recorded is told where such runs are: environment/jupyter/papermill*.test.ts.
describe("the record of an execution", { timeout: 300_000 }, () => {
  it("has parameters, code, data, machine, engine, cells, outputs and how it ended", async () => {
    const imports = `import { recordResult } from "./lib/runs/record/results.ts";\nimport { keepStartedEngine } from "./lib/tensorflow/startedEngine.ts";`;
    const engine = `void keepStartedEngine({ kind: "wasm", version: "1", reason: "a test", nativeOps: false });`;
    const input = writeNotebook(folder.at("06-windows.ipynb"), PARAMETERS, imports, engine, 'recordResult("06-windows", "rmse", rows / 2); rows');
    expect(await run([input, "out-{rows}.ipynb", "-p", "rows", "4", "--time-limit", "10min", "--retries", "1"])).toBe(0);
    expect(await run([input, "second.ipynb"], { MARKETBOOK_SCHEDULE: "nightly", MARKETBOOK_SCHEDULED_FOR: "2026-01-02T03:04:05.000Z" })).toBe(0);
    const [first, second] = records();
    expect(first).toMatchObject({
      status: "finished", exit: { reason: "done", code: 0 }, parameters: { rows: 4 }, limits: { seconds: 600, retries: 1 }, kernel: "new", engine: { kind: "wasm", version: "1" },
      command: { name: "run", arguments: ["--no-pool", input, "out-{rows}.ipynb", "-p", "rows", "4", "--time-limit", "10min", "--retries", "1"], outputs: { "#2": "06-windows.ipynb" } },
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

  it("is kept in the run around it where there is one, and left out where nobody wants it or nothing was begun, but for a schedule", async () => {
    const input = writeNotebook(folder.at("in.ipynb"), PARAMETERS, "rows");
    mkdirSync(folder.at("around"));
    expect(await run([input, "out.ipynb"], { MARKETBOOK_RUN: folder.at("around") })).toBe(0);
    const [name] = readdirSync(folder.at("around/executions"));
    expect(JSON.parse(readFileSync(folder.at(`around/executions/${name}`), "utf8"))).toMatchObject({ exitCode: 0, output: "out.ipynb" });
    expect(await run([input, "out.ipynb", "-p", "row", "4"])).toBe(2);
    expect(await run(["nowhere.ipynb", "out.ipynb", "--no-record"], { MARKETBOOK_SCHEDULE: "nightly" })).toBe(1);
    expect(records()).toEqual([]);
    expect(await run([input, "out.ipynb", "-p", "row", "4"], { MARKETBOOK_SCHEDULE: "nightly" })).toBe(2);
    expect(records()).toMatchObject([{ status: "failed", exit: { reason: "refused", code: 2 } }]);
  });
});
