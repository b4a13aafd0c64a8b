import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";

/** Folders of mathematics over values. */
const FOLDERS = ["exercises", "factors", "labels", "portfolio", "scaling", "statistics", "trees", "windows"];
/** What reaches beyond a file's own modules: doubles of vitest, the process, its children and threads, the disk, global names, the engine of tensors. */
const REACHES_OUT = /\bvi\b|process\b|\bspawn|worker_threads|"(?:node:)?fs\b|globalThis|configureGlobal|engine/i;
const FIXTURES = /from "(\.[^"]*\.fixture\.ts)"/g;

/** Test files that may share a process, because the next file sees nothing of what one does: neither they nor their fixtures reach out. */
export function sharedTests(folder: string): readonly string[] {
  return globSync(FOLDERS.map((name) => `lib/${name}/**/*.test.ts`), { cwd: folder }).filter((file) => !reachesOut(path.join(folder, file))).map((file) => file.replaceAll("\\", "/")).sort();
}

function reachesOut(file: string): boolean {
  if (!existsSync(file)) return true;
  const text = readFileSync(file, "utf8");
  return REACHES_OUT.test(text) || [...text.matchAll(FIXTURES)].some(([, fixture = ""]) => reachesOut(path.join(path.dirname(file), fixture)));
}
