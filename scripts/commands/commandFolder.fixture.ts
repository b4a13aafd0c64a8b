import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, vi } from "vitest";

/** A folder for each test, gone after it, and what the command printed there. */
export type CommandFolder = { readonly path: string; /** A file in it. */ at(name: string): string; readonly printed: readonly string[] };

/** Call it at the top of a file of tests, before hooks of its own that need the folder. */
export function commandFolder(name: string): CommandFolder {
  let folder = "";
  const printed: string[] = [];
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), `${name}-`));
    printed.length = 0;
    vi.spyOn(console, "log").mockImplementation((line: string) => void printed.push(line));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });
  return {
    get path() {
      return folder;
    },
    at: (file) => path.join(folder, file),
    printed,
  };
}
