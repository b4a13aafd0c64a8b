/** One finding: `ok`, `note` (works, but less well than it could) or `missing` (something needed is not there). */
export const ok = (name, value) => ({ name, state: "ok", value });
export const note = (name, value, remedy) => ({ name, state: "note", value, remedy });
export const missing = (name, value, remedy) => ({ name, state: "missing", value, remedy });

export const SET_UP = "Run `npm start`; it sets up what is missing.";

const MARKS = { ok: "✓", note: "•", missing: "✗" };

/** The findings as a person reads them, with one line on what to do under each thing that is not well. */
export function asText(sections) {
  const width = Math.max(...Object.values(sections).flat().map(({ name }) => name.length));
  const parts = Object.entries(sections).map(([title, lines]) => [title, ...lines.flatMap((line) => [
    `  ${MARKS[line.state]} ${line.name.padEnd(width)}  ${line.value}`,
    ...(line.remedy ? [`    ${" ".repeat(width)}  → ${line.remedy}`] : []),
  ])].join("\n"));
  const bad = Object.values(sections).flat().filter(({ state }) => state === "missing");
  return [...parts, bad.length === 0 ? "All is well." : `Missing: ${bad.map(({ name }) => name).join(", ")}.`].join("\n\n");
}
