import { type MimeBundle, show } from "./bundle.ts";
import { columnFormat, type Format, formatCount } from "./formats.ts";
import { escapeHtml } from "./html.ts";
import { type TableSource, tableHead } from "./tableSource.ts";

export type TableOptions = {
  /** Rows shown at most; the rest is counted in a line below. */
  readonly rows?: number;
  /** By column name; the others choose their digits by magnitude. */
  readonly formats?: Readonly<Record<string, Format>>;
  readonly title?: string;
};

/** Letters up to which a column is never broken into lines: dates, names. */
const SHORT = 20;
/** Letters up to which a title stays in one line above a table that is narrower. */
const LINE = 80;

type TextTable = { readonly title: string; readonly names: readonly string[]; readonly cells: readonly (readonly string[])[]; readonly isNumber: readonly boolean[]; readonly rest: string };

/** Shows a table under the cell: rows of objects, an arquero table, a danfojs frame, bars or columns. */
export function showTable(source: TableSource, options: TableOptions = {}): void {
  show(tableBundle(source, options));
}

/** The table as HTML and as aligned text. */
export function tableBundle(source: TableSource, options: TableOptions = {}): MimeBundle {
  const table = textTable(source, options);
  return { "text/html": tableHtml(table), "text/plain": tableText(table) };
}

function textTable(source: TableSource, { rows = 10, formats = {}, title = "" }: TableOptions): TextTable {
  const { names, columns, rowCount } = tableHead(source, rows);
  const cells = columns.map((values, k) => values.map(columnFormat(names[k] ?? "", values, formats[names[k] ?? ""])));
  const left = rowCount - Math.min(rows, rowCount);
  return {
    title,
    names,
    cells,
    isNumber: columns.map((values) => values.every((value) => typeof value === "number" || value === null || value === undefined)),
    rest: left > 0 ? `… ${formatCount(left, "more row")}` : "",
  };
}

function tableHtml({ title, names, cells, isNumber, rest }: TextTable): string {
  const isShort = cells.map((column) => column.every((cell) => cell.length <= SHORT));
  const align = (k: number) => ` style="text-align:${isNumber[k] ? "right" : "left"}${isShort[k] ? ";white-space:nowrap" : ""}"`;
  const line = (tag: string, texts: readonly string[]) => `<tr>${texts.map((text, k) => `<${tag}${align(k)}>${escapeHtml(text)}</${tag}>`).join("")}</tr>`;
  const caption = title === "" ? "" : `<caption style="text-align:left${title.length <= LINE ? ";white-space:nowrap" : ""}"><b>${escapeHtml(title)}</b></caption>`;
  const rowCount = cells[0]?.length ?? 0;
  const body = Array.from({ length: rowCount }, (_, row) => line("td", cells.map((column) => column[row] ?? ""))).join("\n");
  const below = rest === "" ? "" : `<p><small>${rest}</small></p>`;
  return `<table class="dataframe">${caption}<thead>${line("th", names)}</thead>\n<tbody>\n${body}\n</tbody></table>${below}`;
}

function tableText({ title, names, cells, isNumber, rest }: TextTable): string {
  const widths = names.map((name, k) => Math.max(name.length, ...(cells[k] ?? []).map((cell) => cell.length)));
  const line = (texts: readonly string[]) => texts.map((text, k) => (isNumber[k] ? text.padStart(widths[k] ?? 0) : text.padEnd(widths[k] ?? 0))).join("  ").trimEnd();
  const rowCount = cells[0]?.length ?? 0;
  const body = Array.from({ length: rowCount }, (_, row) => line(cells.map((column) => column[row] ?? "")));
  return [title, line(names), ...body, rest].filter((text, k) => text !== "" || k === 1).join("\n");
}
