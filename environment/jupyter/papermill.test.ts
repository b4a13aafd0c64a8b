import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { variables } from "../variables.mjs";
import { python } from "./testing/session.ts";

const folder = mkdtempSync(path.join(tmpdir(), "marketbook-papermill-"));
const root = path.resolve(import.meta.dirname, "../..");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const parameters = `// rows a window looks back
let lookback: number = 30;
let tickers: string[] = ["SPY"]; // symbols
let note: string | null = null;
let weights: Record<string, number> = {};`;
writeNotebook("in.ipynb", [[parameters, "parameters"], ["const half = lookback / 2;"], ["JSON.stringify({ lookback, tickers, note, weights, half })"]]);
writeNotebook("failing.ipynb", [[parameters, "parameters"], ["throw new RangeError('unlucky');"], ["console.log('after the failure');"]]);

describe("the stock papermill command", () => {
  it("passes parameters of every kind to a TypeScript notebook", () => {
    const yaml = `{tickers: [A, "B\\"x"], weights: {b: -1.5}, note: "line1\\nline2 'ü'"}`;
    expect(run("papermill", ["in.ipynb", "out.ipynb", "-p", "lookback", "-60", "-y", yaml])).toMatchObject({ status: 0 });
    const [, injected, , shown] = executed("out.ipynb");
    expect(injected?.metadata.tags).toEqual(["injected-parameters"]);
    expect(injected?.outputs).toEqual([]);
    expect(shown?.execution_count).toBe(4);
    expect(JSON.parse(text(shown))).toEqual({
      lookback: -60, tickers: ["A", 'B"x'], note: "line1\nline2 'ü'", weights: { b: -1.5 }, half: -30,
    });
  });

  it("fails where a value has another type than the parameter", () => {
    const { status, stderr } = run("papermill", ["in.ipynb", "wrong.ipynb", "-p", "lookback", "many"]);
    expect(status).toBe(1);
    expect(stderr).toContain("TypeCheckError: Type 'string' is not assignable to type 'number'.\n  line 2: lookback = \"many\";");
  });

  it("warns of a misspelt name, which the kernel then refuses with the name that was meant", () => {
    const { status, stderr } = run("papermill", ["in.ipynb", "misspelt.ipynb", "-p", "lookbak", "60"]);
    expect(status).toBe(1);
    expect(stderr).toContain("Passed unknown parameter: lookbak");
    expect(stderr).toContain("Cannot find name 'lookbak'. Did you mean 'lookback'?");
  });

  it("lists typed parameters with defaults and comments", () => {
    const { stdout } = run("papermill", ["--help-notebook", "in.ipynb"]);
    expect(stdout.replace(/\s+/g, " ")).toContain(
      `lookback: number (default 30) rows a window looks back tickers: string[] (default ["SPY"]) symbols note: string | null (default null)`,
    );
  });
});

describe("nbconvert", () => {
  it("runs the cells behind a failing one with --allow-errors", () => {
    const args = ["-m", "nbconvert", "--to", "notebook", "--execute", "--allow-errors", "failing.ipynb", "--output", "allowed.ipynb"];
    expect(run(python, args)).toMatchObject({ status: 0 });
    expect(executed("allowed.ipynb").at(-1)?.outputs).toMatchObject([{ name: "stdout", text: ["after the failure\n"] }]);
  });
});

describe("marketbook notebook", () => {
  const marketbook = (...args: string[]) => run(process.execPath, [path.join(root, "scripts/marketbook.ts"), "notebook", ...args]);

  it("refuses before the start what papermill would only warn of, in one paragraph", () => {
    const { status, stderr } = marketbook("in.ipynb", "never.ipynb", "-p", "lookbak", "60");
    expect(status).toBe(2);
    expect(stderr).toBe(
      `marketbook run: in.ipynb has no parameter "lookbak". Did you mean "lookback"? ` +
        `Its parameters, with their defaults: lookback (30), tickers (["SPY"]), note (null), weights ({}).\n`,
    );
    expect(existsSync(path.join(folder, "never.ipynb"))).toBe(false);
  });

  it("says which cell failed and how, and keeps the executed notebook", () => {
    const { status, stderr } = marketbook("failing.ipynb", "failed.ipynb", "--no-progress-bar");
    expect(status).toBe(1);
    expect(stderr).toContain("marketbook run: cell 2 failed with RangeError: unlucky. The executed notebook keeps the whole error.\n");
    expect(readFileSync(path.join(folder, "failed.ipynb"), "utf8")).toContain("unlucky");
  });
});

function run(command: string, args: readonly string[]) {
  return spawnSync(command, args, { cwd: folder, env: variables(), encoding: "utf8" });
}

function writeNotebook(name: string, cells: readonly (readonly [source: string, tag?: string])[]): void {
  const kernelspec = { name: "tslab", display_name: "TypeScript (tslab)", language: "typescript" };
  const code = cells.map(([source, tag], k) => ({ cell_type: "code", id: `cell${k}`, metadata: tag ? { tags: [tag] } : {}, source, outputs: [], execution_count: null }));
  writeFileSync(path.join(folder, name), JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells: code }));
}

const cell = z.looseObject({
  metadata: z.looseObject({ tags: z.array(z.string()).optional() }), execution_count: z.number().nullish(),
  outputs: z.array(z.looseObject({ data: z.record(z.string(), z.unknown()).optional() })).default([]),
});

function executed(name: string) {
  return z.looseObject({ cells: z.array(cell) }).parse(JSON.parse(readFileSync(path.join(folder, name), "utf8"))).cells;
}

const text = (shown: z.infer<typeof cell> | undefined) => z.array(z.string()).parse(shown?.outputs[0]?.data?.["text/plain"]).join("");
