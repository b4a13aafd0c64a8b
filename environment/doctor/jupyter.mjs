import fs from "node:fs";
import path from "node:path";
import { environment, pinnedNode, venvPython } from "../setup/places.mjs";
import { run } from "../setup/process.mjs";
import { papermill, python } from "../setup/python.mjs";
import { isDone } from "../setup/steps.mjs";
import { variables } from "../variables.mjs";
import { missing, note, ok, SET_UP } from "./report.mjs";

const SHOWN = ["jupyterlab", "nbconvert", "nbclient", "papermill", "ipykernel", "plotly", "marketbook-jupyter"];

/** The venv, its packages, and the TypeScript kernel, started for real. */
export async function jupyterLines() {
  if (!fs.existsSync(venvPython)) return [missing("Python environment", "not there", SET_UP)];
  return [environmentLine(), ...(await packageLines()), await kernelLine()];
}

function environmentLine() {
  return isDone(python) && isDone(papermill) ? ok("Python environment", ".venv is what the lock file names") : note("Python environment", ".venv is unfinished or older than its lock file", SET_UP);
}

async function packageLines() {
  const ask = `import json, importlib.metadata as m
print(json.dumps({d.metadata["Name"].lower().replace("_", "-"): d.version for d in m.distributions()}))`;
  const { code, output } = await run(venvPython, ["-c", ask], { env: variables(), limitSeconds: 60 });
  if (code !== 0) return [missing("Python packages", "the environment's Python does not run", "Remove .venv and run `npm start`.")];
  const held = JSON.parse(output.trim().split("\n").at(-1));
  return SHOWN.map((name) => (held[name] ? ok(name, held[name]) : missing(name, "not installed", SET_UP)));
}

async function kernelLine() {
  if (!fs.existsSync(pinnedNode)) return missing("TypeScript kernel", "needs the Node packages", SET_UP);
  const { code, output } = await run(venvPython, [path.join(environment, "doctor/kernel.py")], { env: variables(), limitSeconds: 120 });
  const text = output.trim().split("\n").at(-1) ?? "";
  if (code === 0) return ok("TypeScript kernel", text);
  return missing("TypeScript kernel", `does not answer: ${text.slice(0, 200)}`, "Run `npm start`; if it stays, remove node_modules and .venv and run it again.");
}
