import { formatMeasure, type Measure, type NotAvailable } from "../../statistics/index.ts";
import { formatNumber, formatPercent } from "../formats.ts";
import { escapeHtml } from "../html.ts";

/** HTML that was made from escaped text. */
export type Html = string;

/** A cell of a table: text, shown as it is, or HTML with a class. */
export type Cell = string | { readonly html: Html; readonly tone?: string };

/** Letters that turn the reading direction of what follows: a name could hide behind them. */
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text made safe for the page: no markup, and nothing that changes how the words after it read. */
export const text = (words: string): Html => escapeHtml(words.replace(TURNS, "\ufffd"));

/** The same with numbers that stay beside their percent sign. */
const kept = (words: string): Html => text(words.replace(/(\d) %/g, "$1\u00a0%"));

/** A minus before a number is one. */
export const paragraph = (words: string, tone = ""): Html => `<p${tone === "" ? "" : ` class="${tone}"`}>${kept(words.replace(/(^|\s)-(?=\d)/g, "$1−"))}</p>`;

/** A part of the page under a heading that can be linked to. */
export function section(id: string, heading: string, ...parts: readonly Html[]): Html {
  return `<section id="${id}">\n<h2>${text(heading)}</h2>\n${parts.filter((part) => part !== "").join("\n")}\n</section>`;
}

/** Two ways to show the same, of which the reader chooses one. Works without a script, and paper gets the chosen one. */
export function alternatives(id: string, [first, second]: readonly [Alternative, Alternative]): Html {
  const choice = ({ isShown, name }: Alternative) => `<input type="radio" name="${id}" id="${id}-${name}"${isShown ? " checked" : ""}><label for="${id}-${name}">${text(name)}</label>`;
  return `<div class="choice" role="group" aria-label="${id}">${choice(first)}${choice(second)}<div>${first.html}</div><div>${second.html}</div></div>`;
}

export type Alternative = { readonly name: string; readonly html: Html; readonly isShown: boolean };

/** What stands in the place of something that cannot be told. */
export const none = ({ reason }: NotAvailable): Html => paragraph(`N/A: ${reason}`, "none");

/** A table that scrolls by itself where the page is narrower. The first column holds names, the others numbers. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[], tone = ""): Html {
  const cellOf = (cell: Cell) => (typeof cell === "string" ? `<td>${kept(cell)}</td>` : `<td${cell.tone === undefined ? "" : ` class="${cell.tone}"`}>${cell.html}</td>`);
  const rowOf = ([name = "", ...cells]: readonly Cell[]) => `<tr><th scope="row">${typeof name === "string" ? kept(name) : name.html}</th>${cells.map(cellOf).join("")}</tr>`;
  return `<div class="wide ${tone}"><table><thead><tr>${head.map((name) => `<th scope="col">${text(name)}</th>`).join("")}</tr></thead>\n<tbody>\n${rows.map(rowOf).join("\n")}\n</tbody></table></div>`;
}

/** A measure as a cell; what is not there is quiet and says why. */
export function measureCell(measure: Measure, format: (value: number) => string): Cell {
  return typeof measure === "number" ? format(measure) : { html: text(formatMeasure(measure)), tone: "none" };
}

export const percent = (share: number): string => minus(formatPercent(share, 1));
/** Of small shares, such as costs a year. */
export const finePercent = (share: number): string => minus(formatPercent(share, 2));
export const one = (value: number): string => minus(value.toFixed(1));
export const two = (value: number): string => minus(value.toFixed(2));
export const money = (value: number): string => minus(Math.abs(value) >= 1000 ? Math.round(value).toLocaleString("en") : value.toFixed(2));
export const count = (value: number): string => value.toLocaleString("en");
export const price = (value: number): string => minus(formatNumber(value));

/** What rounds to zero has no sign; a minus is one. */
function minus(words: string): string {
  return /^-[0.,]+( %)?$/.test(words) ? words.slice(1) : words.replace(/^-/, "−");
}
