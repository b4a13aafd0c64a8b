import path from "node:path";
import ts from "typescript";
import { notebookName, readNotebook } from "../../lib/runs/notebooks/notebook.ts";
import { diagnosticFinding } from "./diagnostics.ts";
import type { Finding } from "./finding.ts";

/** The kernel's options: strict, but an element of an array is not taken for missing, and an import may stay unused. */
const KERNEL_OPTIONS: ts.CompilerOptions = {
  strict: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: true, types: ["node"], allowImportingTsExtensions: true,
  target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.esnext.d.ts", "lib.dom.d.ts"],
};

type CellModule = { readonly notebook: string; readonly text: string; readonly lines: readonly { readonly cell: number; readonly line: number }[] };

/** Type errors in the code cells of notebooks. The cells of one notebook are one module at the project's root, as in the kernel. */
export function checkCellTypes(folder: string, notebooks: readonly string[]): readonly Finding[] {
  const modules = new Map(notebooks.map((file) => [path.join(folder, `${notebookName(file)}.cells.ts`), cellModule(folder, file)]));
  const host = ts.createCompilerHost(KERNEL_OPTIONS);
  const virtual = <Result>(real: (file: string) => Result, made: (module: CellModule) => Result) => (file: string) => {
    const module = modules.get(path.normalize(file));
    return module === undefined ? real(file) : made(module);
  };
  const realSource = host.getSourceFile.bind(host);
  host.fileExists = virtual(host.fileExists.bind(host), () => true);
  host.readFile = virtual(host.readFile.bind(host), (module) => module.text);
  host.getSourceFile = (file, options, ...rest) => {
    const module = modules.get(path.normalize(file));
    return module === undefined ? realSource(file, options, ...rest) : ts.createSourceFile(file, module.text, options);
  };
  host.getCurrentDirectory = () => folder;
  const program = ts.createProgram([...modules.keys()], KERNEL_OPTIONS, host);
  return [...modules].flatMap(([file, module]) => {
    const source = program.getSourceFile(file);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map((diagnostic) => diagnosticFinding(diagnostic, (_, line) => {
      const place = module.lines[line] ?? { cell: 0, line: 0 };
      return `${module.notebook} cell ${place.cell}, line ${place.line}`;
    }));
  });
}

/** Code cells and their lines are counted from 1, as the kernel does in `In [1]`. */
function cellModule(folder: string, file: string): CellModule {
  const text: string[] = [];
  const lines: { cell: number; line: number }[] = [];
  const code = readNotebook(file).cells.filter(({ cell_type }) => cell_type === "code");
  for (const [index, cell] of code.entries()) {
    for (const [line, written] of [...cell.source.split("\n"), ";"].entries()) {
      text.push(written);
      lines.push({ cell: index + 1, line: line + 1 });
    }
  }
  return { notebook: path.relative(folder, file), text: `${text.join("\n")}\nexport {};\n`, lines };
}
