/** Lines of a table in Markdown. */
export function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(columns), `|${columns.map(() => "---").join("|")}|`, ...rows.map(line)];
}

const [BEGIN, END] = ["<!-- comparison -->", "<!-- /comparison -->"];

/** A text with what stands between its two marks replaced. A text without the marks, or with them the wrong way round, is refused. */
export function betweenMarks(text: string, lines: readonly string[], name: string): string {
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`${name} has no line ${BEGIN} with ${END} behind it, between which the table goes; put both where you want it`);
  return `${text.slice(0, from)}${BEGIN}\n${lines.join("\n")}\n${text.slice(to)}`;
}
