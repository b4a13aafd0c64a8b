import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { writeWhole } from "../../lib/market/files/writeWhole.ts";
import type { Code } from "../../lib/runs/record/machine.ts";
import type { Part } from "./parts.ts";

const commits = z.array(z.object({ commit: z.string().nullable(), dirty: z.boolean().nullable() }));

const placeOf = ({ folder }: Pick<Part, "folder">) => path.join(folder, "commits.json");

/** Commits whose code fitted folds of a part, first to last: folds of a comparison that was gone on with may be of several. */
export function fittedBy(part: Pick<Part, "folder">): z.output<typeof commits> {
  return existsSync(placeOf(part)) ? commits.parse(JSON.parse(readFileSync(placeOf(part), "utf8"))) : [];
}

/** Notes that the code of a commit fits folds from now on. */
export function noteCode(part: Pick<Part, "folder">, { commit, dirty }: Pick<Code, "commit" | "dirty">): void {
  const before = fittedBy(part);
  const last = before.at(-1);
  if (last?.commit !== commit || last.dirty !== dirty) writeWhole(placeOf(part), `${JSON.stringify([...before, { commit, dirty }])}\n`);
}
