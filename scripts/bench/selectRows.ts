import { RunError } from "../../lib/runs/error.ts";
import type { Suite, SuiteRow } from "./timing.ts";

/** The rows whose work and peer hold every word of a text, in any case; all without a text. Throws where none does, and says which there are. */
export function selectRows(suite: Suite, text: string | undefined): Suite {
  const words = (text ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = suite.filter((row) => words.every((word) => rowName(row).toLowerCase().includes(word)));
  if (chosen.length > 0) return chosen;
  throw new RunError(`no row of the suite holds "${text}". The rows are: ${suite.map(rowName).join("; ")}`);
}

/** What a row is called on the screen: its work, and its peer where the work does not say. */
export function rowName({ peer, work }: SuiteRow): string {
  return peer === undefined ? work : `${work}, ${peer}`;
}
