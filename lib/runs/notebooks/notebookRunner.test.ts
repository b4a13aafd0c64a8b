import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runNotebook } from "./notebookRunner.ts";

const folder = mkdtempSync(path.join(tmpdir(), "marketbook-runner-"));
const at = (name: string) => path.join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function notebook(name: string, ...sources: string[]): string {
  const cell = (source: string, tags: string[] = []) => ({ cell_type: "code", id: `c${Math.abs(hash(source))}`, metadata: { tags }, source, outputs: [], execution_count: null });
  const [parameters = "", ...rest] = sources;
  const cells = [{ cell_type: "markdown", id: "title", metadata: {}, source: "# Title" }, cell(parameters, ["parameters"]), ...rest.map((source) => cell(source))];
  const kernelspec = { name: "tslab", display_name: "TypeScript (tslab)", language: "typescript" };
  writeFileSync(at(name), JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells }));
  return at(name);
}
const hash = (text: string) => [...text].reduce((sum, letter) => (31 * sum + letter.charCodeAt(0)) | 0, 7);

/** Processes whose command line holds the text, zombies left out. */
function processesWith(text: string): string[] {
  return execFileSync("ps", ["-eo", "stat,args"], { encoding: "utf8" }).split("\n").filter((line) => line.includes(text) && !line.startsWith("Z"));
}

describe("a notebook run headless", () => {
  it("takes parameters and environment, tells each cell and keeps the executed copy", async () => {
    const input = notebook("in.ipynb", "let lookback: number = 30;", "console.log(lookback, process.env.MARKETBOOK_RUN, process.cwd());");
    const told: string[] = [];
    const outcome = await runNotebook({
      input, output: at("out.ipynb"), parameters: { lookback: 60 }, environment: { MARKETBOOK_RUN: "here" }, onCell: (cell, of) => told.push(`${cell}/${of}`),
    });
    expect(outcome).toMatchObject({ ok: true });
    expect(told).toEqual(["1/3", "2/3", "3/3"]);
    const executed = JSON.parse(readFileSync(at("out.ipynb"), "utf8"));
    expect(executed.cells[3].outputs[0].text.join("")).toBe(`60 here ${path.resolve(import.meta.dirname, "../../..")}\n`);
    expect(executed.metadata.papermill.output_path).not.toMatch(/^\//);
    expect(readdirSync(folder).filter((file) => file.startsWith("."))).toEqual([]);
  });

  it("answers a failing cell by its number, name and message, and keeps the copy with the error", async () => {
    const input = notebook("failing.ipynb", "let a: number = 1;", "throw new RangeError('too small');", "console.log('never');");
    const outcome = await runNotebook({ input, output: at("failed.ipynb") });
    expect(outcome).toMatchObject({ ok: false, cell: 2, errorName: "RangeError", errorMessage: "too small" });
    expect(readFileSync(at("failed.ipynb"), "utf8")).toContain("too small");
  });

  it("refuses a misspelt parameter before anything runs", async () => {
    const outcome = await runNotebook({ input: notebook("small.ipynb", "let lookback: number = 30;"), output: at("none.ipynb"), parameters: { lookbak: 1 } });
    expect(outcome).toMatchObject({ ok: false, cell: 0, errorName: "NotStarted" });
    expect(outcome.ok || outcome.errorMessage).toContain('no parameter "lookbak". Did you mean "lookback"?');
    expect(existsSync(at("none.ipynb"))).toBe(false);
  });

  it("ends a notebook that takes longer than it may", async () => {
    const input = notebook("slow.ipynb", "let a = 1;", "await new Promise((resolve) => setTimeout(resolve, 60_000));");
    expect(await runNotebook({ input, output: at("slow-out.ipynb"), timeoutSeconds: 4 })).toMatchObject({ ok: false, errorName: "TimeLimit" });
  });
});

describe("a stopped run", () => {
  const mark = `marketbook-orphan-${process.pid}`;
  const child = `require("node:child_process").spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)", "${mark}"]);`;

  async function stopped(output: string) {
    const controller = new AbortController();
    const stopInThird = (cell: number) => void (cell === 3 && setTimeout(() => controller.abort(new Error("stopped by the test")), 300));
    const input = notebook("endless.ipynb", "let a = 1;", child, "while (true) {}");
    await expect(runNotebook({ input, output: at(output), signal: controller.signal, onCell: stopInThird })).rejects.toThrow("stopped by the test");
    // A process that was killed goes when it has its next turn on a busy machine.
    await expect.poll(() => processesWith(mark)).toEqual([]);
    expect(readdirSync(folder).filter((file) => file.startsWith("."))).toEqual([]);
    return readFileSync(at(output), "utf8");
  }

  it("throws the signal's reason, leaves the copy so far, whole, and no kernel behind", async () => {
    expect(JSON.parse(await stopped("new.ipynb")).cells).toHaveLength(4);
  });

  it("leaves an older notebook as it was; a run that ends replaces it", async () => {
    writeFileSync(at("older.ipynb"), "older");
    expect(await stopped("older.ipynb")).toBe("older");
    expect(await runNotebook({ input: notebook("quick.ipynb", "let a = 1;"), output: at("older.ipynb") })).toMatchObject({ ok: true });
    expect(JSON.parse(readFileSync(at("older.ipynb"), "utf8")).cells).toHaveLength(2);
  });
});
