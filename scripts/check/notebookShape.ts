import { cellName, hasTag, type Notebook, type NotebookCell } from "../../lib/runs/notebooks/notebook.ts";
import type { Finding } from "./finding.ts";

const SECTIONS = ["Objectives", "Prerequisites", "What can go wrong", "Exercises", "Summary", "Next"];
const CELLS = 40;
const LINES = 12;
/** Wider lines are cut off in the book. */
const COLUMNS = 100;

/** A notebook is a short story over lib: title and question, the sections all notebooks have, short cells, 3 to 5 checked exercises. */
export function checkNotebookShape(file: string, notebook: Notebook): readonly Finding[] {
  const findings: Finding[] = [];
  const first = notebook.cells[0];
  if (first?.cell_type !== "markdown" || !/^# \S/m.test(first.source)) findings.push({ code: "title", where: `${file} cell 1`, expected: "a title: # …", got: "none" });
  else if (!first.source.includes("?")) findings.push({ code: "question", where: `${file} cell 1`, expected: "the notebook's question below its title", got: "no question mark" });
  const headings = notebook.cells.filter(isProse).flatMap((cell) => [...cell.source.matchAll(/^#{1,3} +(.+)$/gm)].map(([, text = ""]) => text.trim()));
  for (const section of SECTIONS) {
    if (!headings.some((heading) => heading.toLowerCase().startsWith(section.toLowerCase()))) findings.push({ code: "section", where: file, expected: `a section "${section}"`, got: "none" });
  }
  if (notebook.cells.length > CELLS) findings.push({ code: "cells", where: file, expected: `at most ${CELLS} cells`, got: `${notebook.cells.length}` });
  for (const [index, cell] of notebook.cells.entries()) {
    if (cell.cell_type !== "code") continue;
    const widest = Math.max(...cell.source.split("\n").map((line) => line.length));
    if (widest > COLUMNS) findings.push({ code: "columns", where: `${file} ${cellName(notebook, index)}`, expected: `lines of at most ${COLUMNS} characters`, got: `${widest}` });
    if (isExempt(cell)) continue;
    const lines = cell.source.split("\n").filter((line) => line.trim() !== "").length;
    if (lines > LINES) findings.push({ code: "cell-lines", where: `${file} ${cellName(notebook, index)}`, expected: `at most ${LINES} lines`, got: `${lines}; move the work into lib` });
  }
  const exercises = countCheckedExercises(notebook);
  if (exercises < 3 || exercises > 5) findings.push({ code: "exercises", where: file, expected: "3 to 5 exercises, each with a check cell", got: `${exercises}` });
  return findings;
}

const isProse = (cell: NotebookCell): boolean => cell.cell_type === "markdown";

/** A cell that checks an exercise is tagged so or calls a check of lib/exercises. */
const isCheck = (cell: NotebookCell): boolean => cell.cell_type === "code" && (hasTag(cell, "exercise-check") || /\bcheckExercise\(/.test(cell.source));

function isExempt(cell: NotebookCell): boolean {
  return hasTag(cell, "parameters") || isCheck(cell) || /^import\b/m.test(cell.source);
}

/** Check cells between the heading "Exercises" and the next heading of its level. */
function countCheckedExercises(notebook: Notebook): number {
  const start = notebook.cells.findIndex((cell) => isProse(cell) && /^## +Exercises/m.test(cell.source));
  if (start < 0) return 0;
  const rest = notebook.cells.slice(start + 1);
  const end = rest.findIndex((cell) => isProse(cell) && /^## /m.test(cell.source));
  return rest.slice(0, end < 0 ? undefined : end).filter(isCheck).length;
}
