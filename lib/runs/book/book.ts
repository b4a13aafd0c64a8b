import { execFile } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { variables } from "../../../environment/variables.mjs";
import { bookFacts } from "./bookFacts.ts";
import { readClosing } from "../closing/closing.ts";
import { comparisonFolder, readComparison } from "./comparisonFile.ts";
import { RunError } from "../error.ts";
import { projectFolder } from "../folders.ts";

const pageReport = z.object({ name: z.string(), title: z.string(), figures: z.number(), math: z.boolean() });

/** What was built: the first page, and each notebook's page with its number of interactive figures. */
export type BookReport = { readonly index: string; readonly pages: readonly z.infer<typeof pageReport>[] };

/** Where the book is built when nothing else is said. */
export const bookFolder = path.join(projectFolder, "artifacts", "book");

const ENVIRONMENT = path.join(projectFolder, "environment", "book");
const TITLE = "Marketbook";
const SUBTITLE =
  "From raw market bars to an honest backtest, in TypeScript. Each chapter is a notebook that was executed for this book: its numbers and figures come from the run described below.";

/**
 * The HTML book of a run: a page for each executed notebook and a first page with contents, closing tables and the facts of the run.
 * Where models were compared (`npm run compare`), a page shows the last comparison's tables and figure.
 * Needs no network and no server. It is built beside `outFolder` and then put in its place, so that a failure leaves the old book.
 */
export async function buildBook({ runFolder, outFolder = bookFolder, compared = comparisonFolder, signal }: { runFolder: string; outFolder?: string; compared?: string; signal?: AbortSignal }): Promise<BookReport> {
  const notebooks = existsSync(runFolder) ? readdirSync(runFolder).filter((file) => /^\d\d-.*\.ipynb$/.test(file)).sort() : [];
  if (notebooks.length === 0) throw new RunError(`run ${path.basename(runFolder)} holds no executed notebook; run npm start first`);
  const building = `${outFolder}.building-${process.pid}`;
  rmSync(building, { recursive: true, force: true });
  try {
    mkdirSync(building); // not with its parents: under /proc Node never ends making them
    mkdirSync(path.join(building, "assets"));
    const plan = {
      out: building,
      project: path.relative(outFolder, projectFolder).split(path.sep).join("/"),
      title: TITLE,
      subtitle: SUBTITLE,
      notebooks: notebooks.map((file) => path.join(runFolder, file)),
      closing: readClosing(runFolder) ?? [],
      comparison: comparisonOf(compared),
      facts: bookFacts(runFolder),
    };
    const pages = await writePages(plan, signal);
    copyAssets(path.join(building, "assets"), pages);
    replaceFolder(building, outFolder);
    return { index: path.join(outFolder, "index.html"), pages };
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

/** The comparison's tables and its figure's file, if there is one. */
function comparisonOf(folder: string) {
  const sections = readComparison(folder);
  const figure = path.join(folder, "comparison.svg");
  return sections && { sections, ...(existsSync(figure) ? { figure } : {}) };
}

/** Runs nbconvert in the project's Python; its last line of trouble becomes the error's text. */
async function writePages(plan: { readonly out: string }, signal: AbortSignal | undefined): Promise<BookReport["pages"]> {
  const python = path.join(projectFolder, ".venv", process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  if (!existsSync(python)) throw new RunError("the book needs the project's Python in .venv, which is missing; npm start sets it up");
  const planFile = path.join(plan.out, "plan.json");
  writeFileSync(planFile, JSON.stringify(plan));
  const run = promisify(execFile);
  const options = { env: variables(), maxBuffer: 2 ** 26, ...(signal === undefined ? {} : { signal }) };
  const { stdout } = await run(python, [path.join(ENVIRONMENT, "export.py"), planFile], options).catch((error: Error & { stderr?: string }) => {
    if (signal?.aborted) throw signal.reason;
    throw new RunError(`the book could not be built: ${error.stderr?.trim().split("\n").at(-1) ?? error.message}`);
  });
  rmSync(planFile);
  return z.array(pageReport).parse(JSON.parse(stdout.trim().split("\n").at(-1) ?? ""));
}

/** Style and script of the pages, and once for all pages plotly and, where a page has mathematics, MathJax. */
function copyAssets(assets: string, pages: BookReport["pages"]): void {
  const load = createRequire(import.meta.url);
  cpSync(path.join(ENVIRONMENT, "assets"), assets, { recursive: true });
  if (pages.some((page) => page.figures > 0)) copyFileSync(load.resolve("plotly.js-dist-min"), path.join(assets, "plotly.min.js"));
  if (pages.some((page) => page.math)) copyFileSync(load.resolve("mathjax/es5/tex-svg.js"), path.join(assets, "mathjax.js"));
}

function replaceFolder(built: string, place: string): void {
  const old = `${place}.old-${process.pid}`;
  if (existsSync(place)) renameSync(place, old);
  renameSync(built, place);
  rmSync(old, { recursive: true, force: true });
}
