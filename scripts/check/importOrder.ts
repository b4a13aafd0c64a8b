import { readFileSync } from "node:fs";
import path from "node:path";
import type { Finding } from "./finding.ts";

/** lib's folders in the pipeline's order. A folder imports from itself and from folders before it. */
export const LIB_ORDER = [
  "random", "market", "factors", "labels", "validation", "analysis", "scaling", "windows", "tensorflow", "trees", "models", "training",
  "catalogue", "explanations", "ensembles", "portfolio", "backtest", "strategies", "statistics", "jobs", "evaluation", "tuning", "registry", "runs", "alerts", "queue", "schedules", "show", "exercises",
] as const;

/**
 * Imports against the pipeline's direction, and TensorFlow.js or koffi imported outside lib/tensorflow and lib/trees. Tests may look ahead.
 * `lib/runs` starts Python and kernels and so may read how `environment` sets them up.
 */
export function checkImportOrder(folder: string, files: readonly string[]): readonly Finding[] {
  return files.filter((file) => /^(lib|scripts)\/.*\.ts$/.test(file)).flatMap((file) => {
    const isTest = file.endsWith(".test.ts");
    const own = rank(file);
    return imports(readFileSync(path.join(folder, file), "utf8")).flatMap(({ from, line }): Finding[] => {
      const where = `${file}:${line}`;
      if (from.startsWith("@tensorflow/")) {
        return file.startsWith("lib/tensorflow/") ? [] : [{ code: "tensorflow-import", where, expected: "TensorFlow.js by lib/tensorflow/index.ts alone", got: from }];
      }
      if (from === "koffi") {
        return file.startsWith("lib/trees/") ? [] : [{ code: "koffi-import", where, expected: "C libraries by lib/trees/index.ts alone", got: from }];
      }
      if (!from.startsWith(".") || own === undefined || isTest) return [];
      const target = path.posix.join(path.posix.dirname(file), from);
      const other = rank(target);
      if (other === undefined) {
        const isAllowed = file.startsWith("lib/runs/") && target.startsWith("environment/");
        return isAllowed ? [] : [{ code: "import-order", where, expected: "a folder of lib's list", got: from }];
      }
      return other <= own ? [] : [{ code: "import-order", where, expected: `imports from folders before ${LIB_ORDER[own]}`, got: from }];
    });
  });
}

function rank(file: string): number | undefined {
  const position = LIB_ORDER.findIndex((name) => file.startsWith(`lib/${name}/`));
  return position < 0 ? undefined : position;
}

/** Module names of a file's import and re-export declarations and dynamic imports, with their lines. */
export function imports(source: string): readonly { readonly from: string; readonly line: number }[] {
  const found = source.matchAll(/(?:^|\n)[ \t]*(?:import|export)\b[^;"'`]*?\bfrom\s*"([^"]+)"|(?:^|\n)[ \t]*import\s*"([^"]+)"|\b(?:import|require)\(\s*"([^"]+)"\s*\)/g);
  return [...found].map((match) => ({
    from: match[1] ?? match[2] ?? match[3] ?? "",
    line: source.slice(0, match.index + match[0].length).split("\n").length,
  }));
}
