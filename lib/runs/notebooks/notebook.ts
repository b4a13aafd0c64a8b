import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { RunError } from "../error.ts";

const text = z.union([z.string(), z.array(z.string()).transform((lines) => lines.join(""))]);

const cell = z.looseObject({
  cell_type: z.enum(["code", "markdown", "raw"]),
  source: text,
  metadata: z.looseObject({ tags: z.array(z.string()).optional() }).default({}),
  outputs: z.array(z.looseObject({ output_type: z.string() })).optional(),
  execution_count: z.number().nullish(),
});

const notebook = z.looseObject({
  nbformat: z.literal(4),
  metadata: z.looseObject({
    kernelspec: z.looseObject({ name: z.string().optional(), display_name: z.string().optional(), language: z.string().optional() }).optional(),
    marketbook: z.looseObject({ testParameters: z.record(z.string(), z.unknown()).optional() }).optional(),
  }),
  cells: z.array(cell),
});

/** A notebook in the Jupyter format 4, each cell's source joined to one text. */
export type Notebook = z.infer<typeof notebook>;
export type NotebookCell = Notebook["cells"][number];

/** Reads a notebook. A file that is none is refused with its name and the first thing wrong in it. */
export function readNotebook(file: string): Notebook {
  const raw = readFileSync(file, "utf8");
  let json: unknown;
  try {
    json = JSON.parse(raw);
  } catch (error) {
    throw new RunError(`${path.basename(file)} is not a notebook: ${error instanceof Error ? error.message : error}. Restore it from git, or save it again in JupyterLab`);
  }
  const parsed = notebook.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new RunError(`${path.basename(file)} is not a notebook of format 4: ${issue?.path.join(".") || "the file"}: ${issue?.message}. Save it again in JupyterLab`);
}

/** `08-lstm` of `notebooks/08-lstm.ipynb`. */
export function notebookName(file: string): string {
  return path.basename(file, ".ipynb");
}

/** How a cell is named to a person: a code cell by its number among code cells, the n of `In [n]`; text likewise. */
export function cellName(notebook: Notebook, index: number): string {
  const kind = notebook.cells[index]?.cell_type === "code" ? "code" : "text";
  const before = notebook.cells.slice(0, index + 1).filter(({ cell_type }) => (cell_type === "code") === (kind === "code"));
  return kind === "code" ? `cell ${before.length}` : `text cell ${before.length}`;
}

export function hasTag(cell: NotebookCell, tag: string): boolean {
  return cell.metadata.tags?.includes(tag) ?? false;
}
