import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, vi } from "vitest";

/** A folder for each test, gone after it, what the command printed there, and another one for its runs. */
export type CommandFolder = { readonly path: string; /** A file in it. */ at(name: string): string; readonly runs: string; readonly printed: readonly string[]; /** Forgets what was printed. */ clear(): void };

/** Call it at the top of a file of tests, before hooks of its own that need the folder. */
export function commandFolder(name: string): CommandFolder {
  let [folder, own] = ["", ""];
  const printed: string[] = [];
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), `${name}-`));
    own = mkdtempSync(path.join(tmpdir(), `${name}-runs-`));
    vi.stubEnv("MARKETBOOK_RUNS", path.join(own, "runs"));
    printed.length = 0;
    vi.spyOn(console, "log").mockImplementation((line: string) => void printed.push(line));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    for (const each of [folder, own]) rmSync(each, { recursive: true });
  });
  return {
    get path() {
      return folder;
    },
    get runs() {
      return path.join(own, "runs");
    },
    at: (file) => path.join(folder, file),
    printed,
    clear: () => void (printed.length = 0),
  };
}
