import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { projectFolder } from "../../lib/runs/folders.ts";

/**
 * The first place where two columns differ by more than the tolerance, relative to values above 1; undefined where none does.
 * Rows before `from` are passed over, where a peer's warm-up follows another convention.
 */
export function firstDifference(ours: ArrayLike<number>, theirs: ArrayLike<number>, { tolerance, from = 0 }: { tolerance: number; from?: number }): string | undefined {
  if (ours.length !== theirs.length) return `${ours.length} values and ${theirs.length}`;
  for (let k = from; k < ours.length; k++) {
    const [a, b] = [ours[k]!, theirs[k]!];
    if (!(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b)))) return `value ${k}: ours ${a}, theirs ${b}`;
  }
  return ours.length <= from ? "no value was compared" : undefined;
}

/** A package with the version that is installed: "arquero 8.0.3". */
export function packageVersion(name: string): string {
  const file = path.join(projectFolder, "node_modules", name, "package.json");
  return `${name} ${z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, "utf8"))).version}`;
}
