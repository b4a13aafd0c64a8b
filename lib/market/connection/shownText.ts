import { stripVTControlCharacters } from "node:util";

/**
 * What of others' text is never shown: controls (C0, DEL, C1), which move the cursor, repaint what stands above or speak to the terminal;
 * format signs (Cf), which turn the direction of writing or have no width, so that a line reads as other than it is; separators of lines and paragraphs, which end a line of a log.
 */
const HIDDEN = String.raw`\p{Cc}\p{Cf}\p{Zl}\p{Zp}`;
const lineBreaks = /\r\n?|[\u0085\u2028\u2029]/g;
const butLines = new RegExp(String.raw`(?![\n\t])[${HIDDEN}]`, "gu");
const runs = new RegExp(`[${HIDDEN}]+`, "gu");

/** Text that another machine, a source or a notebook wrote, with its lines and tabs, safe to show on a terminal and to keep in a log. Sequences of signs go as a whole. */
export function shownText(text: string): string {
  return stripVTControlCharacters(text).replaceAll(lineBreaks, "\n").replaceAll(butLines, "");
}

/** The same as one line, cut where it is longer. Blanks stay as they are, so that an indented line stays indented. */
export function shownLine(text: string, most = Infinity): string {
  return cut(stripVTControlCharacters(text).replaceAll(runs, " "), most);
}

/** The same as one line of a sentence: many blanks are one, and none is at the ends. */
export function oneLine(text: string, most = Infinity): string {
  return cut(shownLine(text).replaceAll(/ {2,}/g, " ").trim(), most);
}

const cut = (line: string, most: number): string => (line.length <= most ? line : `${line.slice(0, most - 1)}…`);
