import { afterEach, describe, expect, it } from "vitest";
import { checkImportCycles } from "./importCycles.ts";
import { checkImportOrder } from "./importOrder.ts";
import { checkLayout } from "./layout.ts";
import { checkMachinePaths } from "./machinePaths.ts";
import { plantProject, type PlantedProject } from "./plantedProject.fixture.ts";
import { projectFiles } from "./projectFiles.ts";
import { checkPurity } from "./purity.ts";

let project: PlantedProject | undefined;
afterEach(() => project?.remove());

function plant(files: Readonly<Record<string, string>>): readonly [string, readonly string[]] {
  project = plantProject(files);
  return [project.folder, projectFiles(project.folder)];
}

const places = (findings: readonly { readonly where: string; readonly got: string }[]) => findings.map(({ where, got }) => `${where} ${got}`);

describe("checkImportOrder", () => {
  it("finds an import against the pipeline's direction, also of a type and over lines", () => {
    const found = checkImportOrder(...plant({
      "lib/factors/a.ts": 'import type { Bars } from "../market/bars.ts";\nimport {\n  Fold,\n} from "../validation/split.ts";\n',
      "lib/market/b.ts": 'export { rsi } from "../factors/rsi.ts";\nimport "../../scripts/x.ts";\n',
    }));
    expect(places(found)).toEqual(["lib/factors/a.ts:4 ../validation/split.ts", "lib/market/b.ts:1 ../factors/rsi.ts", "lib/market/b.ts:2 ../../scripts/x.ts"]);
  });

  it("lets tests look ahead", () => {
    expect(checkImportOrder(...plant({ "lib/factors/a.test.ts": 'import { detectLookAhead } from "../validation/index.ts";\n' }))).toEqual([]);
  });

  it("lets lib/tensorflow alone import TensorFlow.js", () => {
    const scope = "@tensorflow";
    const source = `import * as tf from "${scope}/tfjs";\nconst other = await import("${scope}/tfjs-backend-wasm");\n`;
    const found = checkImportOrder(...plant({ "lib/tensorflow/load.ts": source, "lib/models/lstm.ts": source }));
    expect(places(found)).toEqual(["lib/models/lstm.ts:1 @tensorflow/tfjs", "lib/models/lstm.ts:2 @tensorflow/tfjs-backend-wasm"]);
  });

  it("lets lib/trees alone import koffi", () => {
    const name = "koffi";
    const source = `const native = require("${name}");
import type { LibraryHandle } from "${name}";
`;
    const found = checkImportOrder(...plant({ "lib/trees/load.ts": source, "lib/models/forest.ts": source }));
    expect(places(found)).toEqual(["lib/models/forest.ts:1 koffi", "lib/models/forest.ts:2 koffi"]);
  });
});

describe("checkImportCycles", () => {
  it("finds files that import one another in a circle, and names the way round", () => {
    const found = checkImportCycles(...plant({
      "lib/market/a.ts": 'import { b } from "./b.ts";\nexport const a = b;\n',
      "lib/market/b.ts": 'export { c as b } from "./c.ts";\n',
      "lib/market/c.ts": 'import { a } from "./a.ts";\nexport const c = a;\n',
    }));
    expect(places(found)).toEqual(["lib/market/a.ts lib/market/a.ts → lib/market/b.ts → lib/market/c.ts → lib/market/a.ts"]);
  });

  it("lets types go round and two ways lead to one file", () => {
    expect(checkImportCycles(...plant({
      "lib/market/a.ts": 'import type { B } from "./b.ts";\nexport type A = B;\n',
      "lib/market/b.ts": 'import { c } from "./c.ts";\nimport type {\n  A,\n} from "./a.ts";\nexport type B = A | typeof c;\n',
      "lib/market/c.ts": "export const c = 1;\n",
      "lib/market/d.ts": 'import { c } from "./c.ts";\nimport "./b.ts";\nexport const d = c;\n',
    }))).toEqual([]);
  });
});

describe("checkPurity", () => {
  it("finds clocks, randomness, environment, files and network in folders of computation", () => {
    const source = [
      'import { readFileSync } from "node:fs";', "const a = Math.random();", "const b = Date.now();", "const c = new Date();", "const d = new Date;",
      "const e = process.env.HOME;", "await fetch(url);",
    ].join("\n");
    const found = checkPurity(...plant({ "lib/models/a.ts": source }));
    expect(found.map(({ where }) => where)).toEqual([1, 2, 3, 4, 5, 6, 7].map((line) => `lib/models/a.ts:${line}`));
  });

  it("lets comments, given times, tests and other folders pass", () => {
    expect(checkPurity(...plant({
      "lib/factors/a.ts": "/** Not Math.random,\n * nor Date.now. */\nconst day = new Date(closeTime); // no process.env here\n",
      "lib/factors/a.test.ts": 'import { readFileSync } from "node:fs";\n',
      "lib/runs/a.ts": "const now = Date.now();\n",
    }))).toEqual([]);
  });
});

describe("checkLayout", () => {
  const top = {
    "notebooks/a.ipynb": "{}", "lib/README.md": "", "data/README.md": "", "artifacts/README.md": "", "scripts/a.ts": "", "environment/a.mjs": "",
    "package.json": "{}", "package-lock.json": "{}", "tsconfig.json": "{}", "README.md": "",
  };

  it("finds nothing where the top level is exact", () => {
    expect(checkLayout(...plant(top))).toEqual([]);
  });

  it("finds a name too many and one too few at the top", () => {
    const { "README.md": _, ...rest } = top;
    expect(checkLayout(...plant({ ...rest, "tools/a.ts": "" })).map(({ where, expected }) => [where, expected.slice(0, 9)])).toEqual([["tools", "notebooks"], [".", "README.md"]]);
  });

  it("finds a folder without a concept, a missing README, a long README and a long file", () => {
    const found = checkLayout(...plant({
      ...top, "lib/market/utils/a.ts": "", "lib/labels/README.md": "line\n".repeat(16), "scripts/long.ts": "1;\n".repeat(301),
    }));
    expect(places(found)).toEqual(["lib/market/utils utils", "lib/labels/README.md 16", "lib/market none", "scripts/long.ts 301"]);
  });

  it("lets the record of what was tried stand behind a short README", () => {
    const record = `line\n\n## What was tried\n${"line\n".repeat(30)}`;
    expect(checkLayout(...plant({ ...top, "lib/labels/README.md": record }))).toEqual([]);
  });
});

describe("checkMachinePaths", () => {
  it("finds folders of Linux, macOS and Windows machines, with the line", () => {
    const linux = ["", "home", "ada", "x.csv"].join("/");
    const mac = ["", "Users", "ada"].join("/");
    const windows = ["C:", "Users", "ada"].join("\\");
    const found = checkMachinePaths(...plant({ "lib/a.ts": `\nread("${linux}");\n`, "README.md": `see ${mac} and\n${windows}\n` }));
    expect(found.map(({ where }) => where)).toEqual(["README.md:1", "README.md:2", "lib/a.ts:2"]);
  });

  it("lets addresses and paths inside the project pass", () => {
    expect(checkMachinePaths(...plant({ "README.md": "https://example.org/home/ada ./work/a lib/tmp/x.ts {resource_dir}/../work/x" }))).toEqual([]);
  });
});
