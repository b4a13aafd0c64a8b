import { readFileSync } from "node:fs";
import path from "node:path";
import type { Finding } from "./finding.ts";

const UNIX_FOLDERS = ["home", "Users", "root", "work", "mnt", "tmp", "private", "workspace"].join("|");
const MACHINE_PATH = new RegExp(String.raw`(?<![\w.:/)}\]*-])/(?:${UNIX_FOLDERS})/[\w.-]+|\b[A-Z]:\\\\?(?:Users|Windows|Program)\b[^\s"']*`);
const TEXT = /\.(ts|mts|cts|js|mjs|cjs|json|md|ipynb|py|txt|csv|html|css|j2|yml|yaml|cc|h|sh|toml)$|(^|\/)[^.]*$|(^|\/)\.[^/]*$/;

/** The first absolute path of somebody's machine in a text, if there is one. */
export function machinePath(text: string): string | undefined {
  return text.match(MACHINE_PATH)?.[0];
}

/** No committed text file names a folder of the machine on which it was written. */
export function checkMachinePaths(folder: string, files: readonly string[]): readonly Finding[] {
  return files.filter((file) => TEXT.test(file)).flatMap((file) =>
    readFileSync(path.join(folder, file), "utf8").split("\n").flatMap((line, index) => {
      const got = machinePath(line);
      return got === undefined ? [] : [{ code: "machine-path", where: `${file}:${index + 1}`, expected: "a path relative to the project", got }];
    }),
  );
}
