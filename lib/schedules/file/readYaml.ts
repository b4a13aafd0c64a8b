import { LineCounter, parseDocument } from "yaml";
import { lineOf } from "./lineOf.ts";
import type { FileProblem } from "./problems.ts";

/** Longer is no file that a person wrote; nor is one whose aliases unfold to so much. */
const MOST_SIGNS = 1_000_000;
const MOST_ALIASES = 100;

export type ReadYaml = { readonly value: unknown; readonly line: (place: readonly PropertyKey[], key?: string) => number };

/** YAML as plain values, with the line of each field; or what is wrong with it as YAML. Tags of any kind make text, and nothing is executed. */
export function readYaml(text: string): ReadYaml | { readonly problems: readonly FileProblem[] } {
  const lines = new LineCounter();
  const wrong = (said: string, line = 1) => ({ problems: [{ line, field: "YAML", text: said }] });
  if (text.length > MOST_SIGNS) return wrong(`has ${text.length} signs, and at most ${MOST_SIGNS} are read`);
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    if (document.errors.length > 0) return { problems: document.errors.map(({ message, pos }) => {
      const { col, line } = lines.linePos(pos[0]);
      return { line, column: col, field: "YAML", text: message };
    }) };
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) ?? {}, line: (place, key) => lineOf(document, lines, place, key) };
  } catch (error) {
    // Brackets within brackets without end exhaust the stack of whoever reads them.
    if (error instanceof RangeError) return wrong("is nested too deeply to be read");
    if (error instanceof ReferenceError) return wrong(`its aliases (*name) cannot be unfolded: ${error.message}`);
    throw error;
  }
}
