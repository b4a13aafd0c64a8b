import { afterAll, describe, expect, it } from "vitest";
import { errorOf, notebookFolder, notebookOf, PATIENCE, textOf } from "./testing/notebooks.ts";

const notebooks = notebookFolder("runs");
const { at, call, read, record, run, text, write } = notebooks;
afterAll(notebooks.remove);

const PARAMETERS = ["let lookback: number = 30;\nlet names: string[] = ['a'];", "parameters"] as const;

describe("marketbook run executes a notebook as papermill does", { timeout: PATIENCE }, () => {
  it("passes typed values, writes all that cells print into files, and tells the run as JSON", async () => {
    const long = "'x'.repeat(1_500_000)";
    write("in.ipynb", [PARAMETERS, "console.log('out', lookback); console.error('bad');", "({ lookback, names, folder: process.env.NOTEBOOK_DIR })", "", `console.log(${long});`]);
    const words = ["in.ipynb", "out.ipynb", "-p", "lookback", "60", "-y", "names: [b, c]", "--stdout-file", "out.txt", "--stderr-file", "err.txt", "--no-progress-bar", "--cwd", "/", "--json", "--report-mode"];
    const { status, stderr, stdout } = await run(...words);
    expect({ status, stderr: stderr.replace(/^(Working directory|Executing).*\n/gm, "") }).toEqual({ status: 0, stderr: "" });
    const { cells, metadata } = read("out.ipynb");
    expect(cells.map((cell) => cell.execution_count)).toEqual([1, 2, 3, 4, null, 5]);
    expect(cells.map((cell) => cell.metadata.papermill?.status)).toEqual(cells.map(() => "completed"));
    expect(cells.map(({ metadata }) => metadata["jupyter"])).toEqual(cells.map(() => ({ source_hidden: true })));
    expect(textOf(cells[3])).toBe("lookback  60\nnames     b, c\nfolder    /");
    expect(textOf(cells[5])).toMatch(/^x{1000000}\n\.\.\. 400,001 characters were printed here and left out[^\n]*\nx{99999}\n$/);
    expect([text("out.txt"), text("err.txt")]).toEqual([`out 60\n${"x".repeat(1_500_000)}\n`, "bad\n"]);
    expect(metadata.papermill).toMatchObject({ input_path: "in.ipynb", output_path: "out.ipynb", exception: null, parameters: { lookback: 60, names: ["b", "c"] }, duration: expect.any(Number) });
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true, exitCode: 0, failure: null, input: "in.ipynb", output: "out.ipynb", parameters: { lookback: 60, names: ["b", "c"] }, cells: 6, retries: [], peakMemoryBytes: expect.any(Number),
    });
  });

  it("marks the failed cell, leaves those behind it alone, exits with 1, and its record says so", async () => {
    write("failing.ipynb", ["1", "console.log('before'); throw new RangeError('unlucky');", "'after'"]);
    const { status, stderr, stdout } = await run("failing.ipynb", "failed.ipynb", "--json", "--log-output");
    expect(status).toBe(1);
    expect(stderr).toMatch(/Executing Cell 2[^]*before[^]*marketbook run: cell 2 failed with RangeError: unlucky\. The executed notebook keeps the whole error\.\n/);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, exitCode: 1, failure: { cell: 2, errorName: "RangeError", errorMessage: "unlucky" } });
    const { cells } = read("failed.ipynb");
    expect(cells.map(({ metadata }) => metadata.tags?.[0])).toEqual(["papermill-error-cell-tag", undefined, "papermill-error-cell-tag", undefined, undefined]);
    expect([cells[0]?.source, cells[2]?.source].map(String)).toEqual([expect.stringMatching(/href="#papermill-error-cell".*In \[2\]/), expect.stringContaining('id="papermill-error-cell"')]);
    expect(cells.slice(3).map((cell) => [errorOf(cell), cell.execution_count, cell.metadata.papermill?.status])).toEqual([["RangeError: unlucky", 2, "failed"], [undefined, null, "pending"]]);
    expect(record("failed.ipynb")).toMatchObject({
      status: "failed", reason: "notebook failing, cell 2: RangeError: unlucky", exit: { reason: "error", code: 1 },
      notebooks: [{ outcome: "failed", traceback: expect.stringContaining("RangeError: unlucky"), cellTimes: [{ state: "done" }, { state: "failed" }, { state: "not reached" }] }],
    });
    const again = await run("failed.ipynb", "again.ipynb", "--prepare-only");
    expect([again.status, read("again.ipynb").cells.length]).toEqual([0, 3]);
  });

  it("reads a notebook from a pipe and writes it to one, and nothing else; process.exit without a code is a good end, as sys.exit is", async () => {
    write("exits.ipynb", [PARAMETERS, "process.exit();", "'after'"]);
    const { status, stderr, stdout } = await call("bash", "-c", `set -o pipefail; cat exits.ipynb | "${process.execPath}" "${notebooks.entry}" run -p lookback 5 | cat`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(notebookOf(stdout).cells.map((cell) => [errorOf(cell), cell.execution_count])).toEqual([[undefined, 1], [undefined, 2], ["SystemExit: 0", 3], [undefined, null]]);
  });
});

describe("a failed run is repeated", { timeout: PATIENCE }, () => {
  const once = (file: string, act: string) => `if (!process.getBuiltinModule("fs").existsSync("${at(file)}")) { process.getBuiltinModule("fs").writeFileSync("${at(file)}", ""); ${act} }`;

  it("from the failed cell in the same kernel where that is safe, else from the start in a new one, and not where it would come out the same", async () => {
    const begin = `process.getBuiltinModule("fs").appendFileSync("${at("begun")}", "kernel ");`;
    const kill = once("killed", "process.kill(process.pid, 'SIGKILL'); await new Promise(() => {});");
    write("flaky.ipynb", [begin, [once("failed", "throw new Error('once');"), "retry"], kill, "process.exit(3);"]);
    const { status, stderr } = await run("flaky.ipynb", "flaky.out.ipynb", "--retries", "5");
    expect(stderr.match(/cell \d failed with .*/g)).toEqual([
      "cell 2 failed with Error: once; the cell runs again in the same kernel (retry 1).",
      expect.stringMatching(/^cell 3 failed with DeadKernel: the kernel ended[^;]*; memory may have run out; the notebook starts again in a new kernel \(retry 2\)\.$/),
      expect.stringContaining("cell 4 failed with SystemExit: 3."),
    ]);
    expect([status, text("begun")]).toEqual([1, "kernel kernel "]);
    const { cells, metadata } = read("flaky.out.ipynb");
    expect(cells.map(errorOf).filter((error) => error !== undefined)).toEqual(["SystemExit: 3"]);
    expect(metadata.papermill?.["retries"]).toMatchObject([{ cell: 2, from: "cell", errorName: "Error", errorMessage: "once" }, { cell: 3, from: "start", errorName: "DeadKernel" }]);
  });
});
