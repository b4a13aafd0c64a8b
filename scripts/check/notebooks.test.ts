import { describe, expect, it } from "vitest";
import { checkNotebookHygiene } from "./notebookHygiene.ts";
import { checkNotebookParameters } from "./notebookParameters.ts";
import { checkNotebookShape } from "./notebookShape.ts";
import { cleanCells, cleanNotebook, code, prose } from "./plantedProject.fixture.ts";

const codes = (findings: readonly { readonly code: string }[]) => findings.map((finding) => finding.code);
const somebody = ["", "home", "ada", "bars.csv"].join("/");

describe("checks of a notebook", () => {
  it("find nothing in a clean one", () => {
    const clean = cleanNotebook();
    expect([...checkNotebookHygiene("a", clean), ...checkNotebookParameters("a", clean), ...checkNotebookShape("a", clean)]).toEqual([]);
  });
});

describe("checkNotebookHygiene", () => {
  it("finds outputs and counts, with the cell", () => {
    const executed = { ...code("1"), outputs: [{ output_type: "stream", text: "1" }], execution_count: 4 };
    expect(checkNotebookHygiene("a.ipynb", cleanNotebook({ cells: [prose("# A"), code("0"), executed] }))).toEqual([
      { code: "outputs", where: "a.ipynb cell 2", expected: "a cell without outputs", got: "1 outputs; clear them before committing" },
      { code: "count", where: "a.ipynb cell 2", expected: "no execution count", got: "[4]" },
    ]);
  });

  it("finds a folder of somebody's machine in code and in text", () => {
    const found = checkNotebookHygiene("a", cleanNotebook({ cells: [prose(`Data is in ${somebody}.`), code(`readBars("${somebody}")`)] }));
    expect(found.map(({ where }) => where)).toEqual(["a text cell 1", "a cell 1"]);
  });

  it("finds another kernel", () => {
    expect(codes(checkNotebookHygiene("a", cleanNotebook({ metadata: { kernelspec: { name: "python3", language: "python" } } })))).toEqual(["kernel", "kernel"]);
    expect(checkNotebookHygiene("a", cleanNotebook({ metadata: {} }))[0]?.got).toBe("no kernelspec");
  });
});

describe("checkNotebookParameters", () => {
  it("wants exactly one parameters cell", () => {
    const { kernelspec } = cleanNotebook().metadata;
    const metadata = { kernelspec, marketbook: { testParameters: {} } };
    expect(codes(checkNotebookParameters("a", cleanNotebook({ cells: [code("1")], metadata })))).toEqual(["parameters-cell"]);
    expect(codes(checkNotebookParameters("a", cleanNotebook({ cells: [...cleanCells(), code("let b: number = 1;", "parameters")] })))).toEqual(["parameters-cell"]);
  });

  it("wants a type on each, and let", () => {
    const cells = [code("let lookback = 30;\nconst horizon: number = 1;", "parameters")];
    expect(codes(checkNotebookParameters("a", cleanNotebook({ cells })))).toEqual(["parameter-type", "parameter-let"]);
  });

  it("wants test parameters that the notebook has", () => {
    const metadata = { ...cleanNotebook().metadata, marketbook: { testParameters: { lokback: 5 } } };
    expect(checkNotebookParameters("a", cleanNotebook({ metadata }))).toEqual([{ code: "test-parameters", where: "a testParameters", expected: "one of lookback", got: "lokback" }]);
    expect(codes(checkNotebookParameters("a", cleanNotebook({ metadata: {} })))).toEqual(["test-parameters"]);
  });
});

describe("checkNotebookShape", () => {
  it("misses each section that is not there", () => {
    const cells = cleanCells().filter(({ source }) => !source.startsWith("## What can go wrong"));
    expect(checkNotebookShape("a", cleanNotebook({ cells }))).toEqual([{ code: "section", where: "a", expected: 'a section "What can go wrong"', got: "none" }]);
  });

  it("wants a title with a question", () => {
    expect(codes(checkNotebookShape("a", cleanNotebook({ cells: [prose("# Windows"), ...cleanCells().slice(1)] })))).toEqual(["question"]);
    expect(codes(checkNotebookShape("a", cleanNotebook({ cells: cleanCells().slice(1) })))).toEqual(["title"]);
  });

  it("counts lines of code cells, but not of parameters, imports and exercise checks", () => {
    const long = Array.from({ length: 13 }, (_, k) => `step(${k});`).join("\n");
    const found = checkNotebookShape("a", cleanNotebook({ cells: [...cleanCells(), code(long), code(`import { step } from "./lib/x.ts";\n${long}`)] }));
    expect(found).toEqual([{ code: "cell-lines", where: "a cell 6", expected: "at most 12 lines", got: "13; move the work into lib" }]);
  });

  it("finds lines that the book would cut off, in every code cell", () => {
    const wide = `show("${"x".repeat(101 - 8)}");`;
    const found = checkNotebookShape("a", cleanNotebook({ cells: [...cleanCells(), code(`import { show } from "./lib/x.ts";\n${wide}`)] }));
    expect(found).toEqual([{ code: "columns", where: "a cell 6", expected: "lines of at most 100 characters", got: String(wide.length) }]);
  });

  it("wants no more than 40 cells", () => {
    expect(codes(checkNotebookShape("a", cleanNotebook({ cells: [...cleanCells(), ...Array.from({ length: 40 }, () => code("1"))] })))).toEqual(["cells"]);
  });

  it("wants 3 to 5 exercises, each with its check, in their section", () => {
    const without = cleanCells().filter(({ source }) => source !== "checkExercise(one, 2);");
    expect(checkNotebookShape("a", cleanNotebook({ cells: without }))[0]).toMatchObject({ code: "exercises", got: "2" });
    expect(codes(checkNotebookShape("a", cleanNotebook({ cells: [...without, code("checkExercise(one, 2);")] })))).toEqual(["exercises"]);
  });
});
