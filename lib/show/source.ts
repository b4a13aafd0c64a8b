import { readFileSync } from "node:fs";
import path from "node:path";
import { projectFolder } from "../runs/index.ts";
import { show } from "./bundle.ts";
import { ShowError } from "./error.ts";
import { escapeHtml } from "./html.ts";

/** Shows a file of the project under the cell, or the one declaration named, with the comment above it: what the text talks about is what runs. */
export function showSource(file: string, name?: string): void {
  const text = sourceOf(readFileSync(path.join(projectFolder, file), "utf8"), file, name);
  const html = `<p><code>${escapeHtml(file)}</code></p><pre style="border-left:3px solid #dfe3e8;padding:0.2em 1em;overflow-x:auto"><code>${escapeHtml(text)}</code></pre>`;
  show({ "text/html": html, "text/plain": text });
}

/** The lines of a declaration or a method, from its comment to the brace that closes it at the same indent. Without a name: the whole text. */
export function sourceOf(text: string, file: string, name?: string): string {
  if (name === undefined) return text.trimEnd();
  const lines = text.split("\n");
  const declares = new RegExp(`^\\s*(export |override |abstract |async |function |class |const )*${name}\\b\\s*[(={]`);
  const at = lines.findIndex((line) => declares.test(line) || new RegExp(`^(export )?(abstract )?class ${name}\\b`).test(line));
  if (at < 0) throw new ShowError(`showSource: ${file} declares no "${name}". Look at the file for the names that it has.`);
  const indent = /^\s*/.exec(lines[at] ?? "")?.[0] ?? "";
  const end = lines.findIndex((line, k) => k >= at && (line === `${indent}}` || line === `${indent}};`));
  let start = at;
  while (start > 0 && /^\s*(\/\*\*|\*)/.test(lines[start - 1] ?? "")) start--;
  return lines.slice(start, end < 0 ? at + 1 : end + 1).map((line) => line.slice(indent.length)).join("\n");
}
