import path from "node:path";
import { readNotebook } from "../../lib/runs/notebooks/notebook.ts";
import type { Finding } from "./finding.ts";
import { checkImportCycles } from "./importCycles.ts";
import { checkImportOrder } from "./importOrder.ts";
import { checkLayout } from "./layout.ts";
import { checkMachinePaths } from "./machinePaths.ts";
import { checkNotebookHygiene } from "./notebookHygiene.ts";
import { checkNotebookParameters } from "./notebookParameters.ts";
import { checkNotebookShape } from "./notebookShape.ts";
import { projectFiles } from "./projectFiles.ts";
import { checkPurity } from "./purity.ts";
import { typesInWorker } from "./typesInWorker.ts";

/** A check with its name for people. `notebooks` are absolute paths, `files` are relative to the project. */
export type Check = { readonly name: string; readonly find: (project: Project) => Promise<readonly Finding[]> | readonly Finding[] };
export type Project = { readonly folder: string; readonly files: readonly string[]; readonly notebooks: readonly string[] };

/** Every check of the project, quick ones first. */
export const CHECKS: readonly Check[] = [
  { name: "layout", find: ({ folder, files }) => checkLayout(folder, files) },
  { name: "import order", find: ({ folder, files }) => checkImportOrder(folder, files) },
  { name: "import cycles", find: ({ folder, files }) => checkImportCycles(folder, files) },
  { name: "purity", find: ({ folder, files }) => checkPurity(folder, files) },
  { name: "machine paths", find: ({ folder, files }) => checkMachinePaths(folder, files) },
  {
    name: "notebooks",
    find: ({ folder, notebooks }) => notebooks.flatMap((file) => {
      const notebook = readNotebook(file);
      const name = path.relative(folder, file);
      return [...checkNotebookHygiene(name, notebook), ...checkNotebookParameters(name, notebook), ...checkNotebookShape(name, notebook)];
    }),
  },
  { name: "types of the project", find: ({ folder, notebooks }) => typesInWorker({ subject: "project", folder, notebooks }) },
  { name: "types of the cells", find: ({ folder, notebooks }) => typesInWorker({ subject: "cells", folder, notebooks }) },
];

/** The project as the checks see it. */
export function readProject(folder: string): Project {
  const files = projectFiles(folder);
  return { folder, files, notebooks: files.filter((file) => /^notebooks\/[^/]+\.ipynb$/.test(file)).map((file) => path.join(folder, file)) };
}
