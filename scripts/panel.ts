import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { column, computePanel, type Columns, type Panel, type PanelOptions } from "../lib/factors/index.ts";
import { formatBarTime } from "../lib/market/barTime.ts";
import type { Interval } from "../lib/market/bars.ts";
import { writeDraft, writeOutput } from "./outputFile.ts";
import { readBars } from "./readBars.ts";

/** The files of bars in a folder, one an asset. */
export function panelFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) throw new Error(`there is no folder ${folder} for --panel; name a folder with a file of bars for each asset`);
  if (!statSync(folder).isDirectory()) throw new Error(`--panel ${folder} is a file; name the folder with a file of bars for each asset, or give one file with --input`);
  const files = readdirSync(folder).filter((name) => /\.(csv|parquet)$/.test(name)).sort();
  if (files.length === 0) throw new Error(`the folder ${folder} of --panel has no .csv or .parquet file; put the bars of each asset in it, such as AAPL.csv`);
  const [first, second] = files.filter((name) => files.some((other) => other !== name && path.parse(other).name === path.parse(name).name));
  if (first !== undefined) throw new Error(`the folder ${folder} of --panel has ${first} and ${second}, two files of one asset; leave one of them`);
  return files.map((name) => path.join(folder, name));
}

/** Bars of every asset, by file name without its ending. */
export async function readPanel(files: readonly string[], interval: Interval | undefined): Promise<Panel> {
  const panel: Record<string, Panel[string]> = {};
  for (const file of files) {
    const symbol = path.parse(file).name;
    panel[symbol] = await readBars(file, { symbol, interval });
  }
  return panel;
}

/** Computes columns of a panel and writes one long table, date, symbol and columns, by date and then by symbol. Returns its number of rows. */
export async function writePanel(output: string, panel: Panel, ids: readonly string[], options: PanelOptions): Promise<number> {
  const computed = computePanel(panel, ids, options);
  const rows = rowsOf(computed);
  if (output.endsWith(".parquet")) await writeDraft(output, (draft) => writeParquet(draft, computed, rows, ids));
  else await writeOutput(output, csvText(computed, rows, ids));
  return rows.length;
}

type Row = { readonly symbol: string; readonly t: number; readonly closeTime: number };

function rowsOf(computed: Readonly<Record<string, Columns>>): readonly Row[] {
  const rows = Object.keys(computed).sort().flatMap((symbol) => Array.from(computed[symbol]!.closeTime, (closeTime, t): Row => ({ symbol, t, closeTime })));
  return rows.sort((a, b) => a.closeTime - b.closeTime);
}

function csvText(computed: Readonly<Record<string, Columns>>, rows: readonly Row[], ids: readonly string[]): string {
  const values = new Map(Object.entries(computed).map(([symbol, columns]) => [symbol, ids.map((id) => column(columns, id))]));
  const cell = (value: number) => (Number.isNaN(value) ? "" : String(value));
  const lines = rows.map(({ closeTime, symbol, t }) => [formatBarTime(closeTime), quoted(symbol), ...values.get(symbol)!.map((x) => cell(x[t]!))].join(","));
  return `${["date", "symbol", ...ids].join(",")}\n${lines.join("\n")}\n`;
}

/** A file name may hold what a CSV keeps for itself. */
function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function writeParquet(draft: string, computed: Readonly<Record<string, Columns>>, rows: readonly Row[], ids: readonly string[]): Promise<void> {
  const { parquetWriteFile } = await import("hyparquet-writer");
  const known = (id: string) => rows.map(({ symbol, t }) => column(computed[symbol]!, id)[t]!).map((value) => (Number.isNaN(value) ? null : value));
  parquetWriteFile({ filename: draft, columnData: [
    { name: "date", data: rows.map(({ closeTime }) => new Date(closeTime)), type: "TIMESTAMP" },
    { name: "symbol", data: rows.map(({ symbol }) => symbol), type: "STRING" },
    ...ids.map((id) => ({ name: id, data: known(id), type: "DOUBLE" as const, nullable: true })),
  ] });
}
