import { existsSync, readdirSync, readFileSync, statSync, type Stats } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { writeWhole } from "../../market/files/writeWhole.ts";
import { digestFile, sha256 } from "./digest.ts";
import { projectFolder } from "../folders.ts";

export type DataFile = { readonly file: string; readonly bytes: number; readonly sha256: string };

const known = z.record(z.string(), z.object({ stamp: z.string(), sha256: z.string() }));
type Known = z.infer<typeof known>;

/** A file changed so short a time ago may change again without another time. */
const SETTLED_MS = 3000;

/**
 * The embedded data of a run: every file below the folder with its digest, and one digest of them all.
 * `memory`: a file in which digests are kept, so that a file whose size, times and number on the disk are as before is not read again.
 */
export function describeData(folder: string = path.join(projectFolder, "data", "embedded"), memory?: string): { digest: string; files: DataFile[] } {
  const found = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
  const before = memory === undefined ? {} : remembered(memory);
  const now: Known = {};
  const files = found
    .map((name) => ({ name: name.split(path.sep).join("/"), at: path.join(folder, name) }))
    .map(({ at, name }) => ({ at, name, stats: statSync(at) }))
    .filter(({ stats }) => stats.isFile())
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ at, name, stats }): DataFile => {
      const stamp = stampOf(stats);
      const digest = before[name]?.stamp === stamp ? before[name].sha256 : digestFile(at);
      if (Date.now() - Math.max(stats.mtimeMs, stats.ctimeMs) > SETTLED_MS) now[name] = { stamp, sha256: digest };
      return { file: name, bytes: stats.size, sha256: digest };
    });
  if (memory !== undefined && JSON.stringify(now) !== JSON.stringify(before)) writeWhole(memory, JSON.stringify(now));
  return { digest: sha256(files.map((entry) => `${entry.sha256}  ${entry.file}\n`).join("")), files };
}

const stampOf = ({ ctimeMs, ino, mtimeMs, size }: Stats): string => [size, mtimeMs, ctimeMs, ino].join(" ");

/** What cannot be read is digested again. */
function remembered(memory: string): Known {
  try {
    return existsSync(memory) ? (known.safeParse(JSON.parse(readFileSync(memory, "utf8"))).data ?? {}) : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
