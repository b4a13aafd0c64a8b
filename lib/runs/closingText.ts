import type { ClosingSection } from "./closing.ts";

/** Sections as aligned text for a terminal: first column to the left, numbers to the right, sentences folded at `width`. */
export function closingText(sections: readonly ClosingSection[], width = 100): string {
  return sections.map((section) => [section.title, ...(section.columns.length === 0 ? sentences(section, width) : alignedTable(section.columns, section.rows))].join("\n")).join("\n\n");
}

/** Lines of a table with two spaces between columns. A column is set to the right where all its cells are numbers or N/A. */
export function alignedTable(columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map((name, k) => Math.max(name.length, ...rows.map((row) => (row[k] ?? "").length)));
  const right = columns.map((_, k) => rows.every((row) => /^([-+]?[\d.,]+(e[-+]?\d+)?( %| ×)?|N\/A)$/.test(row[k] ?? "")));
  const line = (cells: readonly string[]) => `  ${cells.map((cell, k) => (right[k] ? cell.padStart(widths[k] ?? 0) : cell.padEnd(widths[k] ?? 0))).join("  ")}`.trimEnd();
  return [line(columns), `  ${widths.map((length) => "─".repeat(length)).join("  ")}`, ...rows.map(line)];
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
