import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { RunError } from "../error.ts";
import { projectFolder } from "../folders.ts";

/** Where `npm run compare` writes, and the book and the README read. */
export const comparisonFolder = path.join(projectFolder, "artifacts", "comparison");

/** A table of models as texts: what it is of, its cells, and what it says in sentences. */
const section = z.object({ title: z.string(), caption: z.string(), columns: z.array(z.string()).readonly(), rows: z.array(z.array(z.string()).readonly()).readonly(), words: z.array(z.string()).readonly() });

export type ComparisonSection = z.output<typeof section>;

const shape = z.object({ sections: z.array(section).min(1) });

/** The tables of the last comparison; undefined where there was none. */
export function readComparison(folder: string = comparisonFolder): readonly ComparisonSection[] | undefined {
  const file = path.join(folder, "comparison.json");
  if (!existsSync(file)) return undefined;
  try {
    return shape.parse(JSON.parse(readFileSync(file, "utf8"))).sections;
  } catch (error) {
    throw new RunError(`${path.basename(folder)}/comparison.json is not what npm run compare writes; run it again, or remove the folder`, { cause: error });
  }
}
