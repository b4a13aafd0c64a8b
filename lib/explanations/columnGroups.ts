import type { Windows } from "../windows/index.ts";
import { ExplanationError } from "./error.ts";

/** Each column as a group of its own. */
export function columnGroups({ columns }: Windows): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(columns.map((name) => [name, [name]]));
}

/** Refuses groups of columns that the windows do not have. */
export function checkGroups(what: string, groups: Readonly<Record<string, readonly string[]>>, { columns }: Windows): void {
  for (const [group, members] of Object.entries(groups)) {
    const missing = members.find((name) => !columns.includes(name));
    if (missing !== undefined) throw new ExplanationError(`${what}: the group "${group}" names the column "${missing}"; the windows have ${columns.join(", ")}`);
  }
}
