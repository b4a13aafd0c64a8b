import { existsSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { notebookFolder, PATIENCE, textOf } from "./testing/notebooks.ts";
import { python } from "./testing/session.ts";

const notebooks = notebookFolder("papermill");
const { at, call, marketbook, read, write } = notebooks;
afterAll(notebooks.remove);

const parameters = `// rows a window looks back
let lookback: number = 30;
let tickers: string[] = ["SPY"]; // symbols
let note: string | null = null;
let weights: Record<string, number> = {};`;
write("in.ipynb", [[parameters, "parameters"], "const half = lookback / 2;", "JSON.stringify({ lookback, tickers, note, weights, half })"]);
write("failing.ipynb", ["throw new RangeError('unlucky');", "console.log('after the failure');"]);

describe("the stock papermill command", { timeout: PATIENCE }, () => {
  it("passes parameters of every kind to a TypeScript notebook", async () => {
    const yaml = `{tickers: [A, "B\\"x"], weights: {b: -1.5}, note: "line1\\nline2 'ü'"}`;
    expect(await call("papermill", "in.ipynb", "out.ipynb", "-p", "lookback", "-60", "-y", yaml)).toMatchObject({ status: 0 });
    const [, injected, , shown] = read("out.ipynb").cells;
    expect(injected?.metadata.tags).toEqual(["injected-parameters"]);
    expect(injected?.outputs).toEqual([]);
    expect(shown?.execution_count).toBe(4);
    expect(JSON.parse(textOf(shown))).toEqual({
      lookback: -60, tickers: ["A", 'B"x'], note: "line1\nline2 'ü'", weights: { b: -1.5 }, half: -30,
    });
  });

  it("fails where a value has another type than the parameter, and where a name is misspelt, with the name that was meant", async () => {
    const { status, stderr } = await call("papermill", "in.ipynb", "wrong.ipynb", "-p", "lookback", "many", "-p", "lookbak", "60");
    expect(status).toBe(1);
    expect(stderr).toContain("Passed unknown parameter: lookbak");
    expect(stderr).toContain("TypeCheckError: Type 'string' is not assignable to type 'number'.\n  line 2: lookback = \"many\";");
    expect(stderr).toContain("Cannot find name 'lookbak'. Did you mean 'lookback'?");
  });

  it("lists typed parameters with defaults and comments", async () => {
    const { stdout } = await call("papermill", "--help-notebook", "in.ipynb");
    expect(stdout.replace(/\s+/g, " ")).toContain(
      `lookback: number (default 30) rows a window looks back tickers: string[] (default ["SPY"]) symbols note: string | null (default null)`,
    );
  });
});

describe("nbconvert", { timeout: PATIENCE }, () => {
  it("runs the cells behind a failing one with --allow-errors", async () => {
    expect(await call(python, "-m", "nbconvert", "--to", "notebook", "--execute", "--allow-errors", "failing.ipynb", "--output", "allowed.ipynb")).toMatchObject({ status: 0 });
    expect(textOf(read("allowed.ipynb").cells.at(-1))).toBe("after the failure\n");
  });
});

describe("marketbook notebook", { timeout: PATIENCE }, () => {
  it("refuses before the start what papermill would only warn of, in one paragraph", async () => {
    const { status, stderr } = await marketbook("notebook", "in.ipynb", "never.ipynb", "-p", "lookbak", "60");
    expect(status).toBe(2);
    expect(stderr).toBe(
      `marketbook run: in.ipynb has no parameter "lookbak". Did you mean "lookback"? ` +
        `Its parameters, with their defaults: lookback (30), tickers (["SPY"]), note (null), weights ({}).\n`,
    );
    expect(existsSync(at("never.ipynb"))).toBe(false);
  });
});
