/** Lines of a table with two spaces between columns. A column is set to the right where all its cells are numbers or N/A. */
export function alignedTable(columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map((name, k) => Math.max(name.length, ...rows.map((row) => (row[k] ?? "").length)));
  const right = columns.map((_, k) => rows.every((row) => /^([-+]?[\d.,]+(e[-+]?\d+)?( %| ×)?|N\/A)$/.test(row[k] ?? "")));
  const line = (cells: readonly string[]) => `  ${cells.map((cell, k) => (right[k] ? cell.padStart(widths[k] ?? 0) : cell.padEnd(widths[k] ?? 0))).join("  ")}`.trimEnd();
  return [line(columns), `  ${widths.map((length) => "─".repeat(length)).join("  ")}`, ...rows.map(line)];
}
