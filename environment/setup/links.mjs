import fs from "node:fs";
import path from "node:path";
import { environment, venv } from "./places.mjs";

const jupyter = path.join(environment, "jupyter");
const inVenv = (...parts) => path.join(venv, ...parts);

/**
 * Where Python's own tools look, and what lies there: the kernel and the settings of the project. With them, papermill and JupyterLab that are
 * called straight from .venv/bin, without the environment of the project's scripts, know TypeScript too.
 * @type {readonly (readonly [place: string, target: string])[]}
 */
export const links = [
  [inVenv("share/jupyter/kernels/tslab"), path.join(jupyter, "kernels/tslab")],
  ...["jupyter_server_config.json", "jupyter_lab_config.json", "labconfig"].map((name) => [inVenv("etc/jupyter", name), path.join(jupyter, "config", name)]),
];

/** Makes the links, relative so that they hold when the project is moved. */
export function makeLinks(wanted = links) {
  for (const [place, target] of wanted) {
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.rmSync(place, { recursive: true, force: true });
    fs.symlinkSync(path.relative(path.dirname(place), target), place);
  }
}
