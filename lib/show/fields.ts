import type { MimeBundle } from "./bundle.ts";
import { formatCell } from "./formats.ts";
import { escapeHtml } from "./html.ts";

const MOST = 30;

/** A small table of names and values, for a value that is neither a number nor a table. */
export function fieldsBundle(title: string, fields: readonly (readonly [string, unknown])[]): MimeBundle {
  const lines = fields.slice(0, MOST).map(([name, value]) => [name, formatCell(value)] as const);
  const rest = fields.length > MOST ? `… ${fields.length - MOST} more` : "";
  const rows = lines.map(([name, text]) => `<tr><th style="text-align:left">${escapeHtml(name)}</th><td style="text-align:left">${escapeHtml(text)}</td></tr>`);
  const head = title === "" ? "" : `<caption style="text-align:left"><b>${escapeHtml(title)}</b></caption>`;
  const width = Math.max(0, ...lines.map(([name]) => name.length));
  const text = [title, ...lines.map(([name, value]) => `${name.padEnd(width)}  ${value}`), rest].filter((line) => line !== "");
  return {
    "text/html": `<table class="dataframe">${head}<tbody>\n${rows.join("\n")}\n</tbody></table>${rest === "" ? "" : `<p><small>${rest}</small></p>`}`,
    "text/plain": text.join("\n"),
  };
}

/** One line of text. */
export function lineBundle(text: string): MimeBundle {
  return { "text/plain": text };
}
