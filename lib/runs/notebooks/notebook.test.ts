import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cellName, hasTag, notebookName, readNotebook } from "./notebook.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "notebook-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe("readNotebook", () => {
  it("joins the lines of a cell and keeps its tags", () => {
    const cells = [{ cell_type: "code", source: ["let a = 1;\n", "a"], metadata: { tags: ["parameters"] } }, { cell_type: "markdown", source: "# Title" }];
    const read = readNotebook(write("a.ipynb", JSON.stringify({ nbformat: 4, metadata: {}, cells })));
    expect(read.cells.map(({ source }) => source)).toEqual(["let a = 1;\na", "# Title"]);
    expect(read.cells.map((cell) => hasTag(cell, "parameters"))).toEqual([true, false]);
  });

  it("names the file that is no JSON, and the field of one that is no notebook", () => {
    expect(() => readNotebook(write("b.ipynb", "{"))).toThrow(/b.ipynb is not a notebook/);
    expect(() => readNotebook(write("c.ipynb", '{"nbformat": 3, "metadata": {}, "cells": []}'))).toThrow(/c.ipynb is not a notebook of format 4: nbformat/);
  });

  it("numbers code cells as In [n] does, and text apart", () => {
    const cells = ["markdown", "code", "markdown", "code"].map((cell_type) => ({ cell_type, source: "" }));
    const read = readNotebook(write("d.ipynb", JSON.stringify({ nbformat: 4, metadata: {}, cells })));
    expect(read.cells.map((_, index) => cellName(read, index))).toEqual(["text cell 1", "cell 1", "text cell 2", "cell 2"]);
  });

  it("is called by its name without folder and ending", () => {
    expect(notebookName("notebooks/08-lstm.ipynb")).toBe("08-lstm");
  });
});
