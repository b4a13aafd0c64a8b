import { readFileSync } from "node:fs";
import path from "node:path";
import type { Finding } from "./finding.ts";

const TOP_LEVEL = ["notebooks", "lib", "data", "artifacts", "scripts", "environment", "package.json", "package-lock.json", "tsconfig.json", "README.md"];
const NAMELESS = ["utils", "util", "helpers", "common", "core", "misc", "shared"];
const FILE_LINES = 300;
const README_LINES = 15;
/** The record of a folder's measurements stands behind its README's lines and is as long as it must be. */
const RECORD = "## What was tried";

/** Where things lie: the allowed names at the top, no folder without a concept, a short README in each folder of lib, no long file. */
export function checkLayout(folder: string, files: readonly string[]): readonly Finding[] {
  return [...topLevel(files), ...namelessFolders(files), ...readmes(folder, files), ...longFiles(folder, files)];
}

function topLevel(files: readonly string[]): readonly Finding[] {
  const names = [...new Set(files.map((file) => file.split("/")[0] ?? ""))].filter((name) => !name.startsWith("."));
  const extra = names.filter((name) => !TOP_LEVEL.includes(name)).map((name) => ({ code: "top-level", where: name, expected: TOP_LEVEL.join(" "), got: name }));
  const missing = TOP_LEVEL.filter((name) => !names.includes(name)).map((name) => ({ code: "top-level", where: ".", expected: name, got: "nothing of that name" }));
  return [...extra, ...missing];
}

function namelessFolders(files: readonly string[]): readonly Finding[] {
  const folders = new Set(files.flatMap((file) => file.split("/").slice(0, -1).map((_, k, parts) => parts.slice(0, k + 1).join("/"))));
  return [...folders].filter((name) => NAMELESS.includes(path.posix.basename(name)))
    .map((name) => ({ code: "folder-name", where: name, expected: "a folder named after its concept", got: path.posix.basename(name) }));
}

function readmes(folder: string, files: readonly string[]): readonly Finding[] {
  const folders = [...new Set(files.flatMap((file) => file.match(/^lib\/[^/]+(?=\/)/)?.[0] ?? []))];
  return folders.flatMap((name) => {
    const readme = `${name}/README.md`;
    if (!files.includes(readme)) return [{ code: "readme", where: name, expected: `README.md of at most ${README_LINES} lines`, got: "none" }];
    const [text = ""] = readFileSync(path.join(folder, readme), "utf8").split(`\n${RECORD}\n`);
    const lines = text.trimEnd().split("\n").length;
    return lines <= README_LINES ? [] : [{ code: "readme", where: readme, expected: `at most ${README_LINES} lines`, got: `${lines}` }];
  });
}

/** Data and lock files are not written by hand and may be long. */
function longFiles(folder: string, files: readonly string[]): readonly Finding[] {
  return files.filter((file) => /\.(ts|mjs|cjs|js|py|cc|cpp|h)$/.test(file)).flatMap((file) => {
    const lines = lineCount(folder, file);
    return lines <= FILE_LINES ? [] : [{ code: "file-lines", where: file, expected: `at most ${FILE_LINES} lines`, got: `${lines}` }];
  });
}

function lineCount(folder: string, file: string): number {
  return readFileSync(path.join(folder, file), "utf8").trimEnd().split("\n").length;
}
