import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const CELLS = [
  "let rows: number = 250; // days of the walk\nlet symbol: string = \"walk\";",
  'import { randomKey, randomStream } from "./lib/random/index.ts";',
  "const stream = randomStream(randomKey(7));\nconst closes = Array.from({ length: rows }, () => stream.normal()).map((value) => 100 * Math.exp(value / 100));",
  "const mean = closes.reduce((sum, close) => sum + close, 0) / closes.length;\nconsole.log(`${symbol}: ${mean.toFixed(4)}`);",
  "const highest = Math.max(...closes);\nhighest > mean",
  "({ symbol, rows, mean, highest })",
];
const notebook = z.looseObject({ cells: z.array(z.looseObject({ outputs: z.array(z.unknown()).default([]), metadata: z.looseObject({ papermill: z.looseObject({ start_time: z.string().nullish() }).optional() }) })) });

/** A TypeScript notebook of six small cells, one of them an import, with parameters. */
export function writeSmallNotebook(folder: string): string {
  const cells = CELLS.map((source, k) => ({ cell_type: "code", id: `cell${k}`, metadata: k === 0 ? { tags: ["parameters"] } : {}, source, outputs: [], execution_count: null }));
  const file = path.join(folder, "small.ipynb");
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: "tslab", display_name: "TypeScript (tslab)", language: "typescript" } }, cells }));
  return file;
}

/** What its cells gave, as text. */
export function outputsOf(file: string): string {
  return JSON.stringify(notebook.parse(JSON.parse(readFileSync(file, "utf8"))).cells.map(({ outputs }) => outputs));
}

/** When its first cell began, in milliseconds since 1970. */
export function firstCellAt(file: string): number {
  const [first] = notebook.parse(JSON.parse(readFileSync(file, "utf8"))).cells;
  // papermill writes UTC without saying so in some versions.
  const said = first?.metadata.papermill?.start_time ?? "";
  return Date.parse(/Z|[+-]\d\d:\d\d$/.test(said) ? said : `${said}Z`);
}
