import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { projectFolder } from "../../lib/runs/folders.ts";
import { checkCellTypes } from "./cellTypes.ts";
import { readProjectConfig } from "./diagnostics.ts";
import { cleanNotebook, code, plantProject, prose, type PlantedProject } from "./plantedProject.fixture.ts";
import { projectFiles } from "./projectFiles.ts";
import { checkProjectTypes } from "./projectTypes.ts";

let project: PlantedProject | undefined;
afterEach(() => project?.remove());

const library = "export function fitScaler(rows: number): readonly number[] { return [rows]; }\n";

function cells(...sources: string[]) {
  project = plantProject({ "lib/scaling/index.ts": library });
  const file = project.write("notebooks/04-scale.ipynb", JSON.stringify(cleanNotebook({ cells: [prose("# Scale"), ...sources.map((source) => code(source))] })));
  return checkCellTypes(project.folder, [file]).map(({ where, got }) => `${where}: ${got}`);
}

describe("checkCellTypes", { timeout: 60_000 }, () => {
  it("lets cells pass names on, await at the top and end without a semicolon", () => {
    expect(cells('import { fitScaler } from "./lib/scaling/index.ts";', "const scaled = await Promise.resolve(fitScaler(3))", "(scaled[0] + 1).toFixed(2)")).toEqual([]);
  });

  it("finds a misspelt call, in its cell and line", () => {
    expect(cells('import { fitScaler } from "./lib/scaling/index.ts";\nconst a = 1;', "a;\nfitScalar(3)")).toEqual([
      "notebooks/04-scale.ipynb cell 2, line 2: Cannot find name 'fitScalar'. Did you mean 'fitScaler'?",
    ]);
  });

  it("finds an import that lib does not have", () => {
    expect(cells('import { unfit } from "./lib/scaling/index.ts";', 'import { x } from "./lib/nowhere/index.ts";')).toEqual([
      expect.stringMatching(/cell 1, line 1: .*no exported member 'unfit'/), expect.stringMatching(/cell 2, line 1: Cannot find module '.\/lib\/nowhere\/index.ts'/),
    ]);
  });

  it("is strict about null and unwritten types, as the kernel is", () => {
    expect(cells("const s: string = null;", "function f(x) { return x }")).toEqual([
      expect.stringMatching(/cell 1, line 1: Type 'null' is not assignable/), expect.stringMatching(/cell 2, line 1: Parameter 'x' implicitly has an 'any' type/),
    ]);
  });

  it("finds a name used before its cell, and a syntax error", () => {
    expect(cells("later + 1", "const later = 2;")[0]).toMatch(/cell 1, line 1: .*'later' used before/);
    project?.remove();
    expect(cells("const = 2;")[0]).toMatch(/cell 1, line 1: Variable declaration expected/);
  });
});

describe("checkProjectTypes", { timeout: 60_000 }, () => {
  it("finds a type error of the project, with file, line and column", () => {
    const config = JSON.stringify({ compilerOptions: { strict: true, noEmit: true, skipLibCheck: true, types: [] }, include: ["lib"] });
    project = plantProject({ "tsconfig.json": config, "lib/a.ts": 'export const good = 1;\nexport const bad: number = "1";\n' });
    expect(checkProjectTypes(project.folder)).toEqual([
      { code: "TS2322", where: "lib/a.ts:2:14", expected: "", got: "Type 'string' is not assignable to type 'number'." },
    ]);
  });

  it("reads every TypeScript file of this project", () => {
    const read = new Set(readProjectConfig(projectFolder).fileNames.map((file) => path.relative(projectFolder, file)));
    expect(projectFiles(projectFolder).filter((file) => /\.m?ts$/.test(file) && !read.has(path.normalize(file)))).toEqual([]);
  });

  it("knows the types of plain JavaScript by what it does", () => {
    const config = JSON.stringify({ compilerOptions: { strict: true, noEmit: true, allowJs: true, allowImportingTsExtensions: true, module: "esnext", moduleResolution: "bundler", skipLibCheck: true, types: [] }, include: ["environment"] });
    project = plantProject({ "tsconfig.json": config, "environment/step.mjs": "export const step = (title) => ({ title });\n", "environment/step.test.ts": 'import { step } from "./step.mjs";\nstep("a").name;\n' });
    expect(checkProjectTypes(project.folder).map(({ where, got }) => `${where}: ${got}`)).toEqual(["environment/step.test.ts:2:11: Property 'name' does not exist on type '{ title: any; }'."]);
  });
});
