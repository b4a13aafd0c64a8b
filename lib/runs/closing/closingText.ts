import { alignedTable } from "../alignedTable.ts";
import type { ClosingSection } from "./closing.ts";

/** Sections as aligned text for a terminal: first column to the left, numbers to the right, sentences folded at `width`. */
export function closingText(sections: readonly ClosingSection[], width = 100): string {
  return sections.map((section) => [section.title, ...(section.columns.length === 0 ? sentences(section, width) : alignedTable(section.columns, section.rows))].join("\n")).join("\n\n");
}

function sentences(section: ClosingSection, width: number): string[] {
  return section.rows.flatMap(([sentence = ""]) => fold(`· ${sentence}`, width - 2).map((line, k) => (k === 0 ? `  ${line}` : `    ${line}`)));
}

function fold(text: string, width: number): string[] {
  return text.split(" ").reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    return last === undefined || last.length + 1 + word.length > width ? [...lines, word] : [...lines.slice(0, -1), `${last} ${word}`];
  }, []);
}
