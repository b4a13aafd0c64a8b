import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { projectFolder } from "../../lib/runs/folders.ts";
import type { Notebook, NotebookCell } from "../../lib/runs/notebooks/notebook.ts";

/** A small project in a temporary folder, with this project's packages, for planting what a check must find. */
export type PlantedProject = { readonly folder: string; readonly write: (file: string, text: string) => string; readonly remove: () => void };

export function plantProject(files: Readonly<Record<string, string>> = {}): PlantedProject {
  const folder = mkdtempSync(path.join(os.tmpdir(), "planted-"));
  symlinkSync(path.join(projectFolder, "node_modules"), path.join(folder, "node_modules"), "junction");
  const write = (file: string, text: string) => {
    const full = path.join(folder, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, text);
    return full;
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  return { folder, write, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export const prose = (source: string): NotebookCell => ({ cell_type: "markdown", source, metadata: {} });
export const code = (source: string, ...tags: string[]): NotebookCell => ({ cell_type: "code", source, metadata: { tags }, outputs: [], execution_count: null });

/** A notebook that every check lets pass; a test changes one thing in it. */
export function cleanNotebook(change: { cells?: readonly NotebookCell[]; metadata?: Notebook["metadata"] } = {}): Notebook {
  return {
    nbformat: 4,
    metadata: change.metadata ?? { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" }, marketbook: { testParameters: { lookback: 5 } } },
    cells: [...(change.cells ?? cleanCells())],
  };
}

export function cleanCells(): NotebookCell[] {
  return [
    prose("# Windows\n\nHow does a model see the past?"), prose("## Objectives\nSee it.\n\n## Prerequisites\nNone."),
    code("let lookback: number = 30;", "parameters"), code("lookback + 1"),
    prose("## What can go wrong\nMuch."), prose("## Exercises"),
    ...[1, 2, 3].flatMap((number) => [prose(`### Exercise ${number}`), code(`checkExercise(one, ${number});`)]),
    prose("## Summary\nDone.\n\n## Next\nMore."),
  ];
}
