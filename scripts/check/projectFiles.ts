import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

const NEVER_COMMITTED = /^(node_modules|\.venv|\.venv-bench[^/]*|\.git|\.jupyter|artifacts\/(?!README\.md|\.gitignore)|data\/embedded)(\/|$)/;

/** The files that are or would be committed, relative to the project, with "/"; without git, everything but what set-up made. */
export function projectFiles(folder: string): readonly string[] {
  const listed = gitFiles(folder) ?? readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .filter((file) => !NEVER_COMMITTED.test(file) && !file.includes("node_modules/"));
  return listed.filter((file) => existsSync(path.join(folder, file))).sort();
}

function gitFiles(folder: string): readonly string[] | undefined {
  if (!existsSync(path.join(folder, ".git"))) return undefined;
  const text = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 26 });
  return [...new Set(text.split("\0").filter((file) => file !== ""))];
}
