import { readFileSync } from "node:fs";
import path from "node:path";
import type { Finding } from "./finding.ts";

/** Folders of computation: what they return depends on their arguments alone. */
const PURE = ["random", "factors", "labels", "validation", "analysis", "scaling", "windows", "models", "explanations", "ensembles", "portfolio", "backtest", "strategies", "statistics"];

const IMPURE: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["Math.random", /\bMath\s*\.\s*random\b/],
  ["Date.now", /\bDate\s*\.\s*now\b/],
  ["performance.now", /\bperformance\s*\.\s*now\b/],
  ["new Date() without a time", /\bnew\s+Date\s*(\(\s*\)|(?!\s*\())/],
  ["process.env", /\bprocess\s*\.\s*env\b/],
  ["the file system", /"(node:)?fs(\/promises)?"/],
  ["fetch", /(?<![.\w])fetch\s*\(/],
];

/** No pure folder reads a clock, a global random source, the environment, files or the network. Tests may. */
export function checkPurity(folder: string, files: readonly string[]): readonly Finding[] {
  return files.filter(isPure).flatMap((file) => {
    const lines = withoutComments(readFileSync(path.join(folder, file), "utf8")).split("\n");
    return lines.flatMap((text, index) =>
      IMPURE.filter(([, pattern]) => pattern.test(text)).map(([name]) => ({
        code: "purity", where: `${file}:${index + 1}`, expected: "the value as an argument", got: name,
      })),
    );
  });
}

function isPure(file: string): boolean {
  return file.endsWith(".ts") && !file.endsWith(".test.ts") && PURE.some((name) => file.startsWith(`lib/${name}/`));
}

/** Comments blanked, lines kept. */
function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, " ")).replaceAll(/(^|\s)\/\/.*$/gm, "$1");
}
