import { readFileSync } from "node:fs";
import path from "node:path";
import type { Finding } from "./finding.ts";
import { imports } from "./importOrder.ts";

/**
 * Files of lib that import one another in a circle. In a notebook's kernel such a circle never ends loading.
 * Imports of types alone do not count: they are gone when the code runs.
 */
export function checkImportCycles(folder: string, files: readonly string[]): readonly Finding[] {
  const lib = files.filter((file) => /^lib\/.*\.ts$/.test(file) && !file.endsWith(".test.ts"));
  const graph = new Map(lib.map((file) => [file, targets(folder, file)]));
  const done = new Set<string>();
  const findings: Finding[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file);
    if (start >= 0) {
      findings.push({ code: "import-cycle", where: file, expected: "imports without a circle", got: [...trail.slice(start), file].join(" → ") });
      return;
    }
    if (done.has(file)) return;
    for (const target of graph.get(file) ?? []) visit(target, [...trail, file]);
    done.add(file);
  };
  for (const file of lib) visit(file, []);
  return findings;
}

/** Files that a file imports when it runs. */
function targets(folder: string, file: string): readonly string[] {
  const source = readFileSync(path.join(folder, file), "utf8").replace(/^[ \t]*(?:import|export)\s+type\b[^;]*;/gm, "");
  return imports(source).filter(({ from }) => from.startsWith(".")).map(({ from }) => path.posix.join(path.posix.dirname(file), from));
}
