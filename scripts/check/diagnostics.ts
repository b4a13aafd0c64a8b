import ts from "typescript";
import type { Finding } from "./finding.ts";

/** A compiler's message as a finding; `locate` names the place from the file's path and the zero-based line and column. */
export function diagnosticFinding(diagnostic: ts.Diagnostic, locate: (file: string, line: number, column: number) => string): Finding {
  const place = diagnostic.file && diagnostic.start !== undefined
    ? { file: diagnostic.file.fileName, ...diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start) }
    : { file: "tsconfig.json", line: 0, character: 0 };
  return {
    code: `TS${diagnostic.code}`,
    where: locate(place.file, place.line, place.character),
    expected: "",
    got: ts.flattenDiagnosticMessageText(diagnostic.messageText, " ").replaceAll(/\s+/g, " "),
  };
}

/** The project's compiler options and root files, from tsconfig.json. */
export function readProjectConfig(folder: string): ts.ParsedCommandLine {
  const { config, error } = ts.readConfigFile(`${folder}/tsconfig.json`, ts.sys.readFile);
  if (error) throw new Error(`tsconfig.json cannot be read: ${ts.flattenDiagnosticMessageText(error.messageText, " ")}`);
  return ts.parseJsonConfigFileContent(config, ts.sys, folder);
}
