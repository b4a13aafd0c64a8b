import path from "node:path";
import ts from "typescript";
import { diagnosticFinding, readProjectConfig } from "./diagnostics.ts";
import type { Finding } from "./finding.ts";

/** Type errors of lib, scripts, environment and notebooks' solutions, under tsconfig.json; types of plain JavaScript are inferred, and it is not judged itself. */
export function checkProjectTypes(folder: string): readonly Finding[] {
  const { fileNames, options, errors } = readProjectConfig(folder);
  const program = ts.createProgram(fileNames, options);
  return [...errors, ...ts.getPreEmitDiagnostics(program)].map((diagnostic) =>
    diagnosticFinding(diagnostic, (file, line, column) => `${path.relative(folder, file)}:${line + 1}:${column + 1}`),
  );
}
