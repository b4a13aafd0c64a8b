import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { RunError } from "../error.ts";
import { projectFolder } from "../folders.ts";
import { nearest } from "../../market/nearest.ts";
import { notebookName, readNotebook } from "../notebooks/notebook.ts";
import { notebookParameters, parameterValue } from "../notebooks/parameters.ts";

/** A notebook of the walk with the parameters it is given. */
export type PlannedNotebook = { readonly name: string; readonly file: string; readonly parameters: Readonly<Record<string, unknown>> };

/** The numbered notebooks of a folder in their order, or those named. A name is written with or without folder and ending. */
export function walkNotebooks(only: readonly string[] = [], folder: string = path.join(projectFolder, "notebooks")): readonly string[] {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => /^\d\d-.*\.ipynb$/.test(file)).sort() : [];
  if (files.length === 0) throw new RunError(`${path.basename(folder)}/ holds no numbered notebook such as 00-start.ipynb; restore them from git`);
  const names = files.map(notebookName);
  const wanted = only.map(notebookName);
  for (const name of wanted) {
    if (names.includes(name)) continue;
    const meant = nearest(name, names);
    throw new RunError(`there is no notebook "${name}"${meant === undefined ? "." : `; did you mean ${meant}?`} The notebooks are ${names.join(", ")}`);
  }
  return files.filter((file) => wanted.length === 0 || wanted.includes(notebookName(file))).map((file) => path.join(folder, file));
}

/** Each notebook with those of the given parameters that it declares. A name that no notebook declares is refused. */
export function planParameters(files: readonly string[], given: ReadonlyMap<string, string>): readonly PlannedNotebook[] {
  const known = new Set<string>();
  const planned = files.map((file) => {
    const name = notebookName(file);
    const declared = notebookParameters(readNotebook(file));
    for (const parameter of declared) known.add(parameter.name);
    const chosen = declared.flatMap((parameter) => {
      const text = given.get(parameter.name);
      return text === undefined ? [] : [[parameter.name, parameterValue(parameter, text, name)] as const];
    });
    return { name, file, parameters: Object.fromEntries(chosen) };
  });
  for (const name of given.keys()) {
    if (known.has(name)) continue;
    const meant = nearest(name, [...known]);
    throw new RunError(`no notebook has a parameter "${name}"${meant === undefined ? "." : `; did you mean ${meant}?`} The parameters are ${[...known].sort().join(", ")}`);
  }
  return planned;
}
