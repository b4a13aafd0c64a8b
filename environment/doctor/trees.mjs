import fs from "node:fs";
import path from "node:path";
import { environment, pinnedNode, shown, venvPython } from "../setup/places.mjs";
import { run } from "../setup/process.mjs";
import { catboostFolders, catboostStep, treeLibraries, treeLibrariesStep, treesFailure } from "../setup/trees.mjs";
import { note, ok, SET_UP } from "./report.mjs";

const AGAIN = "Run `node environment/run.mjs setup`; it tries again.";

/** The libraries of XGBoost and LightGBM, loaded for real, and CatBoost, imported for real. */
export async function treeLines() {
  return [await libraryLine("XGBoost", treeLibraries.xgboost), await libraryLine("LightGBM", treeLibraries.lightgbm), await catboostLine()];
}

async function libraryLine(name, file) {
  if (!fs.existsSync(file)) return absent(name, treeLibrariesStep);
  const { code, output } = await run(pinnedNode, [path.join(environment, "setup/try-trees.cjs"), file], { limitSeconds: 60 });
  return code === 0 ? ok(name, shown(file)) : note(name, `does not load: ${telling(output)}`, remedy(output));
}

async function catboostLine() {
  if (!catboostStep.products().every((file) => fs.existsSync(file)) || treesFailure(catboostStep)) return absent("CatBoost", catboostStep);
  const env = { ...process.env, PYTHONPATH: catboostFolders.join(path.delimiter) };
  const { code, output } = await run(venvPython, ["-c", "import catboost; print(catboost.__version__)"], { env, limitSeconds: 120 });
  return code === 0 ? ok("CatBoost", `${output.trim()}, trains in a process of Python`) : note("CatBoost", `does not start: ${telling(output)}`, "Remove .venv/trees and run `npm start`.");
}

function absent(name, step) {
  const failure = treesFailure(step);
  return note(name, failure ? `not here: ${failure}` : "not there", failure ? AGAIN : SET_UP);
}

/** What to do about a library that does not load: both need OpenMP, which Apple's systems lack. */
export function remedy(output) {
  if (/libomp/.test(output)) return "Install OpenMP with `brew install libomp`.";
  return /libgomp/.test(output) ? "Install OpenMP with `sudo apt-get install libgomp1` (or your system's own command)." : "Remove .venv/trees and run `npm start`.";
}

const telling = (output) => (output.split("\n").find((line) => /Error/.test(line)) ?? output.trim().split("\n").at(-1) ?? "").trim().slice(0, 200).replace(/\.$/, "");
