import { existsSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { errorOf, notebookFolder, textOf } from "./testing/notebooks.ts";

const notebooks = notebookFolder("runs");
const { at, read, run, text, write } = notebooks;
afterAll(notebooks.remove);

const PARAMETERS = ["let lookback: number = 30;\nlet names: string[] = ['a'];", "parameters"] as const;
write("in.ipynb", [PARAMETERS, "console.log('out', lookback); console.error('bad');", "({ lookback, names, folder: process.env.NOTEBOOK_DIR })", "", "await new Promise((r) => setTimeout(r, 10));"]);
write("failing.ipynb", ["1", "console.log('before'); throw new RangeError('unlucky');", "'after'"]);

describe("marketbook run executes a notebook as papermill does", () => {
  it("passes typed values, writes what cells print into files, and tells the run as JSON", () => {
    const words = ["in.ipynb", "out.ipynb", "-p", "lookback", "60", "-y", "names: [b, c]", "--stdout-file", "out.txt", "--stderr-file", "err.txt", "--no-progress-bar", "--cwd", "/", "--json", "--report-mode"];
    const { status, stderr, stdout } = run(...words);
    expect({ status, stderr: stderr.replace(/^(Working directory|Executing).*\n/gm, "") }).toEqual({ status: 0, stderr: "" });
    const { cells, metadata } = read("out.ipynb");
    expect(cells.map((cell) => cell.execution_count)).toEqual([1, 2, 3, 4, null, 5]);
    expect(cells.map((cell) => cell.metadata.papermill?.status)).toEqual(cells.map(() => "completed"));
    expect(textOf(cells[3])).toBe("lookback  60\nnames     b, c\nfolder    /");
    expect([text("out.txt"), text("err.txt")]).toEqual(["out 60\n", "bad\n"]);
    expect(metadata.papermill).toMatchObject({ input_path: "in.ipynb", output_path: "out.ipynb", exception: null, parameters: { lookback: 60, names: ["b", "c"] }, duration: expect.any(Number) });
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true, exitCode: 0, failure: null, input: "in.ipynb", output: "out.ipynb", parameters: { lookback: 60, names: ["b", "c"] }, cells: 6, retries: [], peakMemoryBytes: expect.any(Number),
    });
  });

  it("marks the failed cell, leaves those behind it alone, and exits with 1", () => {
    const { status, stderr, stdout } = run("failing.ipynb", "failed.ipynb", "--json", "--log-output");
    expect(status).toBe(1);
    expect(stderr).toMatch(/Executing Cell 2[^]*before[^]*marketbook run: cell 2 failed with RangeError: unlucky\. The executed notebook keeps the whole error\.\n/);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, exitCode: 1, failure: { cell: 2, errorName: "RangeError", errorMessage: "unlucky" } });
    const { cells } = read("failed.ipynb");
    expect(cells.map(({ metadata }) => metadata.tags?.[0])).toEqual(["papermill-error-cell-tag", undefined, "papermill-error-cell-tag", undefined, undefined]);
    expect(cells.slice(3).map((cell) => [errorOf(cell), cell.execution_count, cell.metadata.papermill?.status])).toEqual([["RangeError: unlucky", 2, "failed"], [undefined, null, "pending"]]);
    const again = run("failed.ipynb", "again.ipynb", "--prepare-only");
    expect([again.status, read("again.ipynb").cells.length]).toEqual([0, 3]);
  });

  it("reads a notebook from a pipe and writes it to one, and nothing else", () => {
    const { status, stderr, stdout } = notebooks.call("bash", ["-c", `cat in.ipynb | "${process.execPath}" "${notebooks.entry}" run -p lookback 5 | cat`]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout).cells).toHaveLength(6);
  });

  it("takes process.exit as sys.exit is taken: 0 is a good end, another code is not", () => {
    write("exits.ipynb", ["1", "process.exit();", "'after'"]);
    write("exits3.ipynb", ["1", "process.exit(3);", "'after'"]);
    expect(run("exits.ipynb", "exits.out.ipynb").status).toBe(0);
    expect(read("exits.out.ipynb").cells.map((cell) => [errorOf(cell), cell.execution_count])).toEqual([[undefined, 1], ["SystemExit: 0", 2], [undefined, null]]);
    const { status, stderr } = run("exits3.ipynb", "exits3.out.ipynb", "--retries", "2");
    expect([status, stderr]).toEqual([1, expect.stringContaining("marketbook run: cell 2 failed with SystemExit: 3.")]);
  });
});

describe("a failed run is repeated", () => {
  const flaky = (file: string) => `const { existsSync, writeFileSync } = process.getBuiltinModule("fs");\nif (!existsSync("${at(file)}")) { writeFileSync("${at(file)}", ""); throw new Error("once"); }`;

  it("from the failed cell in the same kernel where that is safe, and the copy tells it", () => {
    write("flaky.ipynb", ["const first = process.pid; console.log(first);", [flaky("flaky.1"), "retry"], "console.log(first === process.pid);"]);
    const { status, stderr } = run("flaky.ipynb", "flaky.out.ipynb", "--retries", "1");
    expect([status, stderr]).toEqual([0, expect.stringContaining("cell 2 failed with Error: once; the cell runs again in the same kernel (retry 1).")]);
    const { cells, metadata } = read("flaky.out.ipynb");
    expect([textOf(cells[2]), errorOf(cells[1])]).toEqual(["true\n", undefined]);
    expect(metadata.papermill?.["retries"]).toEqual([{ cell: 2, from: "cell", errorName: "Error", errorMessage: "once" }]);
  });

  it("from the start in a new kernel where the cell printed, and after a kernel that was killed", () => {
    const killed = `if (!process.getBuiltinModule("fs").existsSync("${at("flaky.3")}")) { process.getBuiltinModule("fs").writeFileSync("${at("flaky.3")}", ""); process.kill(process.pid, "SIGKILL"); await new Promise(() => {}); }`;
    write("again.in.ipynb", [`let count = 0;`, `count++; console.log(count); ${flaky("flaky.2")}`, killed]);
    const { status, stderr } = run("again.in.ipynb", "again.out.ipynb", "--retries", "2");
    expect(status).toBe(0);
    expect(stderr).toContain("cell 2 failed with Error: once; the notebook starts again in a new kernel (retry 1).");
    expect(stderr).toMatch(/cell 3 failed with DeadKernel: the kernel ended[^;]*; memory may have run out; the notebook starts again in a new kernel \(retry 2\)/);
    expect(textOf(read("again.out.ipynb").cells[1])).toBe("1\n");
  });

  it("not where it would come out the same", () => {
    write("wrong.ipynb", ["const a: number = 'x';"]);
    const { status, stderr } = run("wrong.ipynb", "wrong.out.ipynb", "--retries", "3");
    expect([status, stderr.includes("runs again"), stderr.includes("starts again")]).toEqual([1, false, false]);
    expect(existsSync(at("wrong.out.ipynb"))).toBe(true);
  });
});
