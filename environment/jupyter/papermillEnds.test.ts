import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { errorOf, notebookFolder, textOf } from "./testing/notebooks.ts";

const notebooks = notebookFolder("ends");
const { at, read, run, start, write } = notebooks;
afterAll(notebooks.remove);

/** A process of the cell's own, which must not outlive the run. */
const child = (mark: string) => `process.getBuiltinModule("child_process").spawn(process.execPath, ["-e", "setTimeout(() => {}, 600_000)", "${mark}"], { stdio: "ignore" }); console.log(process.pid);`;
const HANG = "while (true) {}";
const NEVER = "await new Promise(() => {});";

const table = () => execFileSync("ps", ["-eo", "pid,ppid,stat,args"], { encoding: "utf8" }).split("\n").filter((line) => !/^\s*\d+\s+\d+\s+Z/.test(line));
const processesWith = (text: string) => table().filter((line) => line.includes(text));
const nobodyWith = async (text: string) => expect.poll(() => processesWith(text), { timeout: 20_000, interval: 200 }).toEqual([]);
const mark = (name: string) => `marketbook-${name}-${process.pid}`;

describe("a notebook that hangs", () => {
  it.each([["in a loop", HANG], ["at what never comes", NEVER]])("%s is ended by --time-limit with all that it started, and its copy tells it", async (name, source) => {
    const own = mark(name.replaceAll(" ", "-"));
    write("hang.ipynb", [child(own), source, "'after'"]);
    const { status, stderr } = run("hang.ipynb", "hang.out.ipynb", "--time-limit", "8s", "--retries", "2");
    expect([status, stderr]).toEqual([1, expect.stringContaining("marketbook run: cell 2 failed with TimeLimit: the notebook took longer than 8 s.")]);
    const { cells } = read("hang.out.ipynb");
    expect([errorOf(cells[3]), cells[3]?.metadata.papermill?.status, textOf(cells[1])]).toEqual(["TimeLimit: the notebook took longer than 8 s", "failed", expect.stringMatching(/^\d+\n$/)]);
    await nobodyWith(own);
  });

  it("for longer than --execution-timeout allows a cell is ended too", () => {
    write("slow.ipynb", ["1", HANG]);
    const { status, stderr } = run("slow.ipynb", "slow.out.ipynb", "--execution-timeout", "2");
    expect([status, stderr]).toEqual([1, expect.stringContaining("cell 2 failed with CellTimeout: the cell took longer than the 2 s of --execution-timeout.")]);
  });
});

describe("a notebook that takes too much", () => {
  it("memory, with what it started, is ended by --memory-limit", async () => {
    const own = mark("leak");
    write("leak.ipynb", [child(own), "const kept: Buffer[] = [];\nwhile (true) { kept.push(Buffer.alloc(20_000_000, 1)); await new Promise((resolve) => setTimeout(resolve, 20)); }"]);
    const { status, stderr, stdout } = run("leak.ipynb", "leak.out.ipynb", "--memory-limit", "600MB", "--json");
    expect([status, stderr]).toEqual([1, expect.stringMatching(/cell 2 failed with MemoryLimit: the kernel and what it started held \S+ [MG]B, more than the 600 MB of --memory-limit\./)]);
    expect(JSON.parse(stdout).peakMemoryBytes).toBeGreaterThan(600e6);
    await nobodyWith(own);
  });

  it("paper: of 100 MB printed in one loop the copy keeps the first and the last, and says so; a file gets all, if one is wanted", () => {
    write("loud.ipynb", ["function print() { for (let k = 1; k <= 1_000_000; k++) console.log(`${k} ${'x'.repeat(92)}`); }\nprint();", "'y'.repeat(60_000_000)"]);
    const bounded = run("loud.ipynb", "loud.out.ipynb", "--json", "--memory-limit", "1GB");
    expect([bounded.status, JSON.parse(bounded.stdout).failure]).toEqual([0, null]);
    expect(statSync(at("loud.out.ipynb")).size).toBeLessThan(1.3e6);
    const [printed, shown] = read("loud.out.ipynb").cells;
    expect(textOf(printed)).toMatch(/^1 x+\n2 x[^]*\n\.\.\. 98,888,896 characters were printed here and left out[^]*\n1000000 x{92}\n$/);
    expect(textOf(shown)).toBe("... 1 more figures or values were shown here and left out: a cell keeps 50 MB of them.\n");

    write("loud.ipynb", ["function print() { for (let k = 1; k <= 1_000_000; k++) console.log(`${k} ${'x'.repeat(92)}`); }\nprint();"]);
    expect(run("loud.ipynb", "loud.out.ipynb", "--stdout-file", "loud.txt", "--memory-limit", "1GB").status).toBe(0);
    expect(statSync(at("loud.txt")).size).toBe(99_888_896);
    expect(textOf(read("loud.out.ipynb").cells[0])).toMatch(/^1 x+\n2 x[^]*\.\.\. 98,788,896 characters were printed here and left out[^]*\n1000000 x{92}\n$/);
  });
});

describe("work that nobody awaits", () => {
  it("and that fails, fails the next cell, or the last one", () => {
    write("stray.ipynb", ["setTimeout(() => Promise.reject(new Error('lost')), 10); 1", "await new Promise((resolve) => setTimeout(resolve, 200));", "'after'"]);
    expect(run("stray.ipynb", "stray.out.ipynb")).toMatchObject({ status: 1, stderr: expect.stringContaining("failed with Error: lost.") });
    write("last.ipynb", ["1", "setTimeout(() => { throw new Error('lost'); }, 50); 2"]);
    expect(run("last.ipynb", "last.out.ipynb")).toMatchObject({ status: 1, stderr: expect.stringContaining("cell 2 failed with Error: lost.") });
  });
});

describe("killed outright", () => {
  async function killedWhile(name: string, source: string, kill: (processes: { kernel: number; python: number; node: number }) => number) {
    const own = mark(name);
    write(`${name}.ipynb`, [child(own), source, "'after'"]);
    const running = start(`${name}.ipynb`, `${name}.out.ipynb`, "--no-progress-bar");
    let stderr = "";
    running.stderr.on("data", (text) => (stderr += text));
    const closed = once(running, "exit");
    await expect.poll(() => readdirSync(notebooks.folder).includes(`${name}.out.ipynb`) && textOf(read(`${name}.out.ipynb`).cells[0]), { timeout: 60_000, interval: 100 }).toMatch(/^\d+\n$/);
    const node = running.pid!;
    const python = Number(table().map((line) => line.trim().split(/\s+/)).find(([, parent, , program]) => Number(parent) === node && /python/.test(program!))?.[0]);
    const kernel = Number(textOf(read(`${name}.out.ipynb`).cells[0]));
    process.kill(kill({ kernel, python, node }), "SIGKILL");
    const [code] = await closed;
    await nobodyWith(own);
    await nobodyWith(`${name}.out.ipynb`);
    await expect.poll(() => table().filter((line) => Number(line.trim().split(/\s+/)[0]) === kernel), { timeout: 20_000 }).toEqual([]);
    expect(readdirSync(notebooks.folder).filter((file) => file.startsWith("."))).toEqual([]);
    return { code, stderr, cells: read(`${name}.out.ipynb`).cells };
  }

  it("the kernel: exit code 138 as papermill's, and the copy tells in which cell", async () => {
    const { cells, code, stderr } = await killedWhile("kernel", NEVER, ({ kernel }) => kernel);
    expect([code, stderr]).toEqual([138, expect.stringMatching(/cell 2 failed with DeadKernel: the kernel ended.*; memory may have run out\./)]);
    expect(cells.some((cell) => errorOf(cell)?.startsWith("DeadKernel"))).toBe(true);
  });

  it("Python: the kernel ends even in a loop, the copy so far is whole, and the command says what happened", async () => {
    const { cells, code, stderr } = await killedWhile("python", HANG, ({ python }) => python);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`${path.basename("python")} was ended by SIGKILL`)]);
    expect(cells).toHaveLength(3);
  });

  it("the command itself: Python and kernel end, and the copy tells it", async () => {
    const { cells } = await killedWhile("node", HANG, ({ node }) => node);
    expect(cells.map(errorOf)).toContain("Stopped: the program that started the run has ended");
  });
});

describe("Ctrl-C", () => {
  it("ends kernel and run with exit code 130; the copy, saved within the cell by --autosave-cell-every, tells it", async () => {
    const own = mark("interrupted");
    write("interrupted.ipynb", [child(own), "for (let k = 0; ; k++) { console.log('step', k); await new Promise((resolve) => setTimeout(resolve, 100)); }"]);
    const running = start("interrupted.ipynb", "interrupted.out.ipynb", "--autosave-cell-every", "1");
    let stderr = "";
    running.stderr.on("data", (text) => (stderr += text));
    await expect.poll(() => readdirSync(notebooks.folder).includes("interrupted.out.ipynb") && textOf(read("interrupted.out.ipynb").cells[1]), { timeout: 60_000, interval: 100 }).toMatch(/^step 0\nstep 1\n/);
    running.kill("SIGINT");
    expect(await once(running, "exit")).toEqual([130, null]);
    expect(stderr).toContain("marketbook run: stopped by you, the executed copy so far is kept");
    expect(read("interrupted.out.ipynb").cells.map(errorOf)).toContain("Interrupted: stopped by you");
    await nobodyWith(own);
  });
});
