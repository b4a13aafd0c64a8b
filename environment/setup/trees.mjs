import fs from "node:fs";
import path from "node:path";
import { environment, locks, setup, shown, trees, venv, venvPython } from "./places.mjs";
import { SetupProblem } from "./problem.mjs";
import { must, run } from "./process.mjs";
import { pip } from "./python.mjs";
import { fingerprint, readStamp, stampOf } from "./stamp.mjs";

const ending = process.platform === "darwin" ? "dylib" : "so";
const unpack = path.join(environment, "python/unpack_trees.py");
const inTrees = (...parts) => path.join(trees, ...parts);

/** The shared libraries that lib/trees calls, by library. */
export const treeLibraries = {
  xgboost: inTrees("native/xgboost/lib", `libxgboost.${ending}`),
  lightgbm: inTrees("native/lightgbm/lib", `lib_lightgbm.${ending}`),
};

/** What CatBoost's worker imports from: the package and NumPy, and the stand-ins for packages that it only asks for types. */
export const catboostFolders = [inTrees("python"), path.join(environment, "stand-ins/python")];

/** XGBoost's and LightGBM's C libraries, out of their wheels. */
export const treeLibrariesStep = spare({
  title: "Tree libraries (XGBoost, LightGBM)",
  needs: 0.05,
  name: "trees",
  files: [path.join(locks, "trees.txt"), unpack],
  words: () => [process.platform, process.arch],
  products: () => Object.values(treeLibraries),
  async work(draft) {
    const wheels = path.join(draft, "wheels");
    await must("Fetching the tree libraries", venvPython, [...download, "--dest", wheels, "-r", path.join(locks, "trees.txt")]);
    const files = fs.readdirSync(wheels).map((name) => path.join(wheels, name));
    await must("Unpacking the tree libraries", venvPython, [unpack, path.join(draft, "unpacked"), ...files]);
    return { made: path.join(draft, "unpacked"), place: inTrees("native") };
  },
});

/** CatBoost, which trains in Python alone, in a folder of its own. */
export const catboostStep = spare({
  title: "CatBoost",
  needs: 0.6,
  name: "catboost",
  files: [path.join(locks, "trees-catboost.txt")],
  // Its binary is made for one version of Python.
  words: () => [process.platform, process.arch, pythonVersion()],
  products: () => ["catboost/_catboost.so", "numpy/__init__.py", "six.py"].map((name) => inTrees("python", name)),
  async work(draft) {
    const made = path.join(draft, "python");
    await must("Installing CatBoost", venvPython, [...pip, "--no-deps", "--no-compile", "--require-hashes", "--only-binary=:all:", "--target", made, "-r", path.join(locks, "trees-catboost.txt")]);
    // Settings and pages for notebooks of Python.
    for (const name of ["share", "etc"]) await fs.promises.rm(path.join(made, name), { recursive: true, force: true });
    return { made, place: inTrees("python") };
  },
});

const download = ["-m", "pip", "--disable-pip-version-check", "--no-input", "download", "--quiet", "--progress-bar=off", "--no-deps", "--require-hashes", "--only-binary=:all:"];

/** Why a step has no result, if it failed; the models of that library say it. */
export const treesFailure = (step) => readStamp(step.stamp(), step.print(), [])?.failure;

/**
 * A step that the rest can do without: its failure is told and stamped, so that the next call starts at once, and tried again when the lock or the
 * machine changes, or when someone asks for it. What it makes comes to its place whole.
 */
export function spare({ files, folder = trees, name, needs, products, title, words, work }) {
  const step = {
    title,
    needs,
    stamp: () => stampOf(folder, name),
    print: () => fingerprint({ files: [...files, path.join(setup, "trees.mjs")], words: words() }),
    products: () => (treesFailure(step) ? [] : products()),
    failed: () => treesFailure(step) !== undefined,
    async work(say) {
      const draft = path.join(folder, `${name}.draft`);
      try {
        await fs.promises.rm(draft, { recursive: true, force: true });
        const { made, place } = await work(draft);
        fs.mkdirSync(path.dirname(place), { recursive: true });
        await fs.promises.rm(place, { recursive: true, force: true });
        fs.renameSync(made, place);
        return { note: await size(place) };
      } catch (error) {
        if (!(error instanceof SetupProblem)) throw error;
        say(`${title} cannot be had: ${error.message} Their models refuse to train, the others work. \`node environment/run.mjs setup\` tries again.`);
        return { note: "left out", failure: error.message };
      } finally {
        await fs.promises.rm(draft, { recursive: true, force: true });
      }
    },
  };
  return step;
}

/** "3.11" of the venv, undefined where there is none. */
function pythonVersion() {
  try {
    return /^version\w*\s*=\s*(\d+\.\d+)/m.exec(fs.readFileSync(path.join(venv, "pyvenv.cfg"), "utf8"))?.[1];
  } catch {
    return undefined;
  }
}

async function size(folder) {
  const { code, output } = await run("du", ["-sm", folder], { limitSeconds: 20 });
  return code === 0 ? `${Number.parseInt(output, 10)} MB in ${shown(folder)}` : shown(folder);
}
