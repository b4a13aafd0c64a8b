import fs from "node:fs";
import path from "node:path";
import { nodeModules, root } from "../setup/places.mjs";
import { packages } from "../setup/packages.mjs";
import { isDone } from "../setup/steps.mjs";
import { missing, note, ok, SET_UP } from "./report.mjs";

const SHOWN = ["typescript", "tslab", "zeromq", "@tensorflow/tfjs", "@tensorflow/tfjs-node-gpu", "danfojs-node", "arquero", "plotly.js-dist-min", "yahoo-finance2", "vitest"];

/** The packages that the project stands on, and whether all are those of the lock file. */
export function packageLines() {
  const locked = JSON.parse(fs.readFileSync(path.join(root, "package-lock.json"), "utf8")).packages;
  if (!fs.existsSync(nodeModules)) return [missing("packages", "not installed", SET_UP)];
  return [lockLine(), ...SHOWN.map((name) => line(name, locked[`node_modules/${name}`]?.version)), fonts()];
}

function lockLine() {
  return isDone(packages) ? ok("lock file", "node_modules is what package-lock.json names") : note("lock file", "node_modules is older than package-lock.json", SET_UP);
}

function line(name, wanted) {
  const file = path.join(nodeModules, name, "package.json");
  if (!fs.existsSync(file)) return missing(name, "not installed", SET_UP);
  const { version } = JSON.parse(fs.readFileSync(file, "utf8"));
  return version === wanted ? ok(name, version) : missing(name, `${version}, the lock file names ${wanted}`, SET_UP);
}

function fonts() {
  const file = path.join(nodeModules, "dejavu-fonts-ttf/ttf/DejaVuSans.ttf");
  return fs.existsSync(file) ? ok("fonts of figures", "DejaVu Sans") : missing("fonts of figures", "not installed", SET_UP);
}
