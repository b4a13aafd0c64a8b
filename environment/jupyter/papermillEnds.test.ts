import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { errorOf, notebookFolder, PATIENCE, textOf } from "./testing/notebooks.ts";

const notebooks = notebookFolder("ends");
const { at, marketbook, read, record, run, start, write } = notebooks;
afterAll(notebooks.remove);

/** A process of the cell's own, which must not outlive the run. */
const child = (mark: string) => `process.getBuiltinModule("child_process").spawn(process.execPath, ["-e", "setTimeout(() => {}, 600_000)", "${mark}"], { stdio: "ignore" }); console.log(process.pid);`;
const HANG = "while (true) {}";
const NEVER = "await new Promise(() => {});";

const waits = { timeout: PATIENCE, interval: 200 };
const table = () => execFileSync("ps", ["-eo", "pid,ppid,stat,args"], { encoding: "utf8" }).split("\n").filter((line) => !/^\s*\d+\s+\d+\s+Z/.test(line));
const nobodyWith = async (text: string) => expect.poll(() => table().filter((line) => line.includes(text)), waits).toEqual([]);
/** Words that are on the command line of a test's own processes alone. */
const mark = (name: string) => `${path.basename(notebooks.folder)}-${name}`;

describe("a notebook that hangs", { timeout: PATIENCE }, () => {
  it("in a loop is ended by --time-limit with all that it started; copy and record tell it", async () => {
    write("hang.ipynb", [child(mark("hang")), HANG, "'after'"]);
    const { output, seconds, stderr } = await limited();
    expect(stderr).toContain(`marketbook run: cell 2 failed with TimeLimit: the notebook took longer than ${seconds} s.`);
    const { cells } = read(output);
    expect([errorOf(cells[3]), cells[3]?.metadata.papermill?.status, textOf(cells[1])]).toEqual([`TimeLimit: the notebook took longer than ${seconds} s`, "failed", expect.stringMatching(/^\d+\n$/)]);
    expect(record(output)).toMatchObject({ status: "failed", exit: { reason: "time-limit", code: 1 } });
    await nobodyWith(mark("hang"));
  });

  /** The limit counts from the command's start, all of which a loaded machine may need before the second cell. That ends as a limit too; the next try has more time. */
  async function limited(): Promise<{ readonly output: string; readonly seconds: number; readonly stderr: string }> {
    let last = { output: "", seconds: 0, stderr: "" };
    for (const seconds of [7, 30, 120]) {
      const output = `hang-${seconds}.out.ipynb`;
      const { status, stderr } = await run("hang.ipynb", output, "--time-limit", `${seconds}s`, "--retries", "2");
      expect([status, stderr]).toEqual([1, expect.stringContaining(`the notebook took longer than ${seconds} s`)]);
      last = { output, seconds, stderr };
      if (stderr.includes("cell 2")) break;
    }
    return last;
  }

  it("at what never comes is ended by --execution-timeout", async () => {
    write("slow.ipynb", [NEVER]);
    const { status, stderr } = await run("slow.ipynb", "slow.out.ipynb", "--execution-timeout", "1");
    expect([status, stderr]).toEqual([1, expect.stringContaining("cell 1 failed with CellTimeout: the cell took longer than the 1 s of --execution-timeout.")]);
  });
});

describe("a notebook that takes too much", { timeout: PATIENCE }, () => {
  it("memory, with what it started, is ended by --memory-limit", async () => {
    write("leak.ipynb", [child(mark("leak")), "const kept: Buffer[] = [];\nwhile (true) { kept.push(Buffer.alloc(20_000_000, 1)); await new Promise((resolve) => setTimeout(resolve, 20)); }"]);
    const { status, stderr, stdout } = await run("leak.ipynb", "leak.out.ipynb", "--memory-limit", "600MB", "--json");
    expect([status, stderr]).toEqual([1, expect.stringMatching(/cell 2 failed with MemoryLimit: the kernel and what it started held \S+ [MG]B, more than the 600 MB of --memory-limit\./)]);
    expect(JSON.parse(stdout).peakMemoryBytes).toBeGreaterThan(600e6);
    expect(record("leak.out.ipynb")).toMatchObject({ status: "failed", exit: { reason: "memory-limit", code: 1 } });
    await nobodyWith(mark("leak"));
  });

  it("paper keeps the first and the last of 100 MB, and says so; work of its last cell that nobody awaits fails it", async () => {
    write("loud.ipynb", ["function print() { for (let k = 1; k <= 1_000_000; k++) console.log(`${k} ${'x'.repeat(92)}`); }\nprint();", "setTimeout(() => { throw new Error('lost'); }, 20);\n'y'.repeat(60_000_000)"]);
    const { status, stdout } = await run("loud.ipynb", "loud.out.ipynb", "--json", "--memory-limit", "1GB");
    expect([status, JSON.parse(stdout).failure]).toEqual([1, { cell: 2, errorName: "Error", errorMessage: "lost" }]);
    expect(statSync(at("loud.out.ipynb")).size).toBeLessThan(1.3e6);
    const [, printed, , shown] = read("loud.out.ipynb").cells;
    expect(textOf(printed)).toMatch(/^1 x+\n2 x[^]*\n\.\.\. 98,888,896 characters were printed here and left out[^]*\n1000000 x{92}\n$/);
    expect([textOf(shown), errorOf(shown)]).toEqual(["... 1 more figures or values were shown here and left out: a cell keeps 50 MB of them.\n", "Error: lost"]);
  });
});

describe("killed outright", { timeout: PATIENCE }, () => {
  async function killedWhile(name: string, source: string, kill: (processes: { kernel: number; python: number; node: number }) => number) {
    const output = `${name}.out.ipynb`;
    const running = at(`${name}.running`);
    write(`${name}.ipynb`, [child(mark(name)), `process.getBuiltinModule("fs").writeFileSync(${JSON.stringify(running)}, "");\n${source}`, "'after'"]);
    // By its whole path the notebook is on the command line of this run's Node and Python alone.
    const { child: node, ended } = start(at(`${name}.ipynb`), output, "--no-progress-bar");
    // In the second cell no copy is being written, which a kill would cut off.
    await expect.poll(() => existsSync(running), waits).toBe(true);
    const kernel = Number(textOf(read(output).cells[0]));
    const python = Number(table().map((line) => line.trim().split(/\s+/)).find(([, parent, , program]) => Number(parent) === node.pid && /python/.test(program!))?.[0]);
    process.kill(kill({ kernel, python, node: node.pid! }), "SIGKILL");
    const { status, stderr } = await ended;
    for (const own of [mark(name), at(`${name}.ipynb`)]) await nobodyWith(own);
    await expect.poll(() => table().filter((line) => Number(line.trim().split(/\s+/)[0]) === kernel && line.includes("kernel.cjs")), waits).toEqual([]);
    expect(readdirSync(notebooks.folder).filter((file) => file.startsWith("."))).toEqual([]);
    return { status, stderr, cells: read(output).cells };
  }

  it("the kernel: exit code 138 as papermill's; copy and record tell it", async () => {
    const { cells, status, stderr } = await killedWhile("kernel", NEVER, ({ kernel }) => kernel);
    expect([status, stderr]).toEqual([138, expect.stringMatching(/cell 2 failed with DeadKernel: the kernel ended.*; memory may have run out\./)]);
    expect(cells.some((cell) => errorOf(cell)?.startsWith("DeadKernel"))).toBe(true);
    expect(record("kernel.out.ipynb")).toMatchObject({ status: "failed", exit: { reason: "kernel-died", code: 138 } });
  });

  it("Python: the kernel ends even in a loop, the copy so far is whole, and the command says what happened", async () => {
    const { cells, status, stderr } = await killedWhile("python", HANG, ({ python }) => python);
    expect([status, stderr]).toEqual([1, expect.stringContaining("python was ended by SIGKILL")]);
    expect(cells).toHaveLength(3);
  });

  it("the command itself: Python and kernel end, and copy and record tell it", async () => {
    const { cells } = await killedWhile("node", HANG, ({ node }) => node);
    expect(cells.map(errorOf)).toContain("Stopped: the program that started the run has ended");
    expect(record("node.out.ipynb")).toMatchObject({ status: "running" });
    expect((await marketbook("runs", "ls")).stdout).toMatch(/^Run \S+ was cut off; its record says so now\n/);
    expect(record("node.out.ipynb")).toMatchObject({ status: "failed", exit: { reason: "cut-off" }, notebooks: [{ notebook: "node", cellTimes: [{ state: "done" }, { state: "failed" }, { state: "not reached" }] }] });
  });
});

describe("Ctrl-C", { timeout: PATIENCE }, () => {
  it("ends kernel and run with exit code 130; the copy, saved within the cell by --autosave-cell-every, and the record tell it", async () => {
    const output = "interrupted.out.ipynb";
    write("interrupted.ipynb", [child(mark("interrupted")), "for (let k = 0; ; k++) { console.log('step', k); await new Promise((resolve) => setTimeout(resolve, 100)); }"]);
    const { child: command, ended } = start("interrupted.ipynb", output, "--autosave-cell-every", "1");
    await expect.poll(() => existsSync(at(output)) && textOf(read(output).cells[1]), waits).toMatch(/^step 0\nstep 1\n/);
    command.kill("SIGINT");
    const { status, stderr } = await ended;
    expect([status, stderr]).toEqual([130, expect.stringContaining("marketbook run: stopped by you, the executed copy so far is kept")]);
    expect(read(output).cells.map(errorOf)).toContain("Interrupted: stopped by you");
    expect(record(output)).toMatchObject({ status: "stopped", exit: { reason: "stopped", code: 130 }, notebooks: [{ outcome: "stopped" }] });
    await nobodyWith(mark("interrupted"));
  });
});
