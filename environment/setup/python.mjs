import path from "node:path";
import fs from "node:fs";
import { links, makeLinks } from "./links.mjs";
import { SetupProblem } from "./problem.mjs";
import { must, run } from "./process.mjs";
import { environment, locks, native, root, trees, venv, venvBin, venvPython, windows } from "./places.mjs";
import { fingerprint, stampOf } from "./stamp.mjs";

const LEAST = [3, 10];
const lock = path.join(locks, "jupyter.txt");

/** The venv with JupyterLab, nbconvert and papermill, every package pinned and hashed. */
export const python = {
  title: "Python packages (JupyterLab, papermill)",
  needs: 0.5,
  stamp: () => stampOf(venv, "python"),
  // The scripts of a venv name its folder, so a moved project gets a new one.
  print: () => fingerprint({ files: [lock], words: [root, process.arch] }),
  products: () => [venvPython, ...["jupyter", "jupyter-lab", "papermill"].map((name) => path.join(venvBin, windows ? `${name}.exe` : name))],
  async work() {
    const found = await findPython();
    await clearVenv();
    await makeVenv(found);
    await must("Installing the Python packages", venvPython, [...pip, "--require-hashes", "--only-binary=:all:", "-r", lock]);
    return { note: `Python ${found.version}` };
  },
};

/** The project's own Python package (typed parameters for papermill), its kernel and Jupyter's settings. All are linked, not copied, so they follow their source. */
export const papermill = {
  title: "TypeScript for papermill",
  needs: 0,
  stamp: () => stampOf(venv, "papermill"),
  print: () => fingerprint({ files: [path.join(environment, "python/pyproject.toml")], words: [fs.existsSync(path.join(environment, "python/pyproject.toml"))] }),
  products: () => [venvPython, ...links.map(([place]) => place)],
  async work() {
    await must("Installing TypeScript for papermill", venvPython, [...pip, "--no-deps", "--no-index", "--no-build-isolation", "--editable", path.join(environment, "python")]);
    makeLinks();
  },
};

/**
 * Empties the venv but for the libraries of TensorFlow and of the trees, which have stamps of their own. Not at one blow, so that Ctrl-C is heard.
 * A venv that is a link is another project's: it is refused, or both would lose theirs.
 */
export async function clearVenv(folder = venv) {
  const stats = fs.lstatSync(folder, { throwIfNoEntry: false });
  if (stats?.isSymbolicLink()) {
    throw new SetupProblem(`${path.basename(folder)} is a link to ${fs.readlinkSync(folder)}, whose packages would be removed.`, `Remove the link (rm ${path.basename(folder)}) and start again; this project makes an environment of its own.`);
  }
  await fs.promises.rm(stampOf(folder, "papermill"), { force: true });
  if (stats === undefined) return;
  const kept = [path.basename(native), path.basename(trees), ".marketbook"];
  for (const name of fs.readdirSync(folder)) {
    if (!kept.includes(name)) await fs.promises.rm(path.join(folder, name), { recursive: true, force: true });
  }
}

/** pip without the notices that are not for our users. */
export const pip = ["-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet", "--progress-bar=off"];

/** The first Python that is new enough: PYTHON if set, else the PATH's. */
export async function findPython({ ask = askVersion, wanted = process.env.PYTHON } = {}) {
  const names = wanted ? [wanted] : ["python3", "python3.13", "python3.12", "python3.11", "python3.10", "python"];
  const seen = [];
  for (const name of names) {
    const version = await ask(name);
    if (!version) continue;
    if (isEnough(version)) return { command: name, version };
    seen.push(`${name} is ${version}`);
  }
  const what = seen.length > 0 ? `Python ${LEAST.join(".")} or newer is needed; ${seen.join(", ")}.` : "Python is missing.";
  throw new SetupProblem(what, `${install("python3 python3-venv", "python")} Then start again (PYTHON=/path/to/python3 names one that is not on the PATH).`);
}

async function askVersion(command) {
  const { code, output } = await run(command, ["-c", "import sys; print('.'.join(map(str, sys.version_info[:3])))"], { limitSeconds: 20 });
  return code === 0 ? output.trim().split("\n").at(-1) : undefined;
}

function isEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major === LEAST[0] && minor >= LEAST[1];
}

/** A venv in a folder, by default the project's. */
export async function makeVenv({ command, version }, folder = venv) {
  const { output } = await run(command, ["-c", "import venv, ensurepip"]);
  if (/ModuleNotFoundError|No module named/.test(output)) {
    const [major, minor] = version.split(".");
    throw new SetupProblem(`${command} (${version}) has no venv module.`, install(`python${major}.${minor}-venv`, "python"));
  }
  await must("Making the Python environment", command, ["-m", "venv", folder]);
}

/** How a person installs something on this system. */
export function install(debian, brew) {
  if (process.platform === "darwin") return `Install it with \`brew install ${brew}\`.`;
  if (windows) return "Work inside WSL and install it there.";
  return `Install it with \`sudo apt-get install ${debian}\` (or your system's own command).`;
}
