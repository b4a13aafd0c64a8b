import { describe, expect, it } from "vitest";
import type { Notebook } from "./notebook.ts";
import { notebookParameters, parameterValue } from "./parameters.ts";

const notebook = (source: string): Notebook => ({ nbformat: 4, metadata: {}, cells: [{ cell_type: "code", source, metadata: { tags: ["parameters"] } }] });
const parameter = (type: string, value = "1") => ({ name: "x", type, value });

describe("notebookParameters", () => {
  it("reads name, type and value of each typed let", () => {
    const source = 'let symbol: string = "SP500";\nlet lookback: number = 30; // bars\nlet source: "embedded" | "yahoo" = "embedded";\nlet free = 1;';
    expect(notebookParameters(notebook(source))).toEqual([
      { name: "symbol", type: "string", value: '"SP500"' },
      { name: "lookback", type: "number", value: "30" },
      { name: "source", type: '"embedded" | "yahoo"', value: '"embedded"' },
      { name: "free", type: "", value: "1" },
    ]);
  });

  it("is empty without a tagged cell", () => {
    expect(notebookParameters({ nbformat: 4, metadata: {}, cells: [] })).toEqual([]);
  });
});

describe("parameterValue", () => {
  it("reads text by the declared type", () => {
    expect(parameterValue(parameter("number"), "-0.5", "n")).toBe(-0.5);
    expect(parameterValue(parameter("boolean"), "false", "n")).toBe(false);
    expect(parameterValue(parameter("string"), "700", "n")).toBe("700");
    expect(parameterValue(parameter('"embedded" | "yahoo"'), "yahoo", "n")).toBe("yahoo");
    expect(parameterValue(parameter("number[]"), "[1, 2]", "n")).toEqual([1, 2]);
  });

  it("takes the kind of the value where no type is written", () => {
    expect(parameterValue(parameter("", "30"), "60", "n")).toBe(60);
    expect(parameterValue(parameter("", '"a"'), "60", "n")).toBe("60");
  });

  it("refuses text of another kind and names parameter, notebook and value", () => {
    expect(() => parameterValue(parameter("number", "30"), "abc", "06-windows")).toThrow('parameter "x" of 06-windows is a number, got "abc"; write it like -p x 30');
    expect(() => parameterValue(parameter("boolean", "true"), "yes", "n")).toThrow(/true or false/);
    expect(() => parameterValue(parameter('"a" | "b"'), "c", "n")).toThrow(/one of a, b/);
    expect(() => parameterValue(parameter("number[]"), "[1,", "n")).toThrow(/given as JSON/);
  });
});
