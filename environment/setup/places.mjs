import path from "node:path";
import { fileURLToPath } from "node:url";

/** Where things of the set-up lie. Every path is derived from this file's own, so the project may be moved. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const windows = process.platform === "win32";

export const environment = path.join(root, "environment");
export const setup = path.join(environment, "setup");
export const locks = path.join(environment, "python/locks");

export const nodeModules = path.join(root, "node_modules");
export const nodeBin = path.join(nodeModules, ".bin");
export const pinnedNode = path.join(nodeBin, windows ? "node.exe" : "node");

export const venv = path.join(root, ".venv");
export const venvBin = path.join(venv, windows ? "Scripts" : "bin");
export const venvPython = path.join(venvBin, windows ? "python.exe" : "python");

/** TensorFlow's two libraries and headers; NVIDIA's libraries lie beside them. */
export const native = path.join(venv, "native");
export const tensorflow = path.join(native, "tensorflow");
/** XGBoost's and LightGBM's libraries, CatBoost's package. */
export const trees = path.join(venv, "trees");
export const tfjsNode = path.join(nodeModules, "@tensorflow/tfjs-node-gpu");
export const bindingSources = path.join(root, "lib/tensorflow/binding");
export const binding = path.join(tfjsNode, "lib/napi-v8/tfjs_binding.node");

/** A file's path as a person in the project's folder would write it. */
export const shown = (file) => path.relative(root, file) || ".";
