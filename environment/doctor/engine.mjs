import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { tryBinding } from "../setup/binding.mjs";
import { chooseCompiler } from "../setup/compiler.mjs";
import { engineFailure } from "../setup/engine.mjs";
import { binding, native, nodeModules, pinnedNode, shown } from "../setup/places.mjs";
import { tensorflowFiles } from "../setup/tensorflow.mjs";
import { hasNvidia, tensorflowVariant } from "../setup/variant.mjs";
import { engineFindings } from "./engineChoice.mjs";
import { note, ok, SET_UP } from "./report.mjs";

const AGAIN = "Run `node environment/run.mjs setup`; it tries the native engine again.";

/** The compiler, TensorFlow's libraries, each engine and which one computes, tried for real. */
export async function engineLines() {
  return [compilerLine(), librariesLine(), ...engineFindings(await engineFacts())];
}

function compilerLine() {
  const { downloaded, command, name } = chooseCompiler();
  return ok("C++ compiler", downloaded ? "none; zig from PyPI is used" : `${name} (${command})`);
}

function librariesLine() {
  const variant = tensorflowVariant();
  if (variant.reason) return note("TensorFlow libraries", `none: ${variant.reason}`, "The wasm engine is used, many times slower.");
  const lost = tensorflowFiles().find((file) => !fs.existsSync(file));
  if (!lost) return ok("TensorFlow libraries", `${variant.name} in ${shown(tensorflowFiles()[0])}`);
  return note("TensorFlow libraries", `${variant.name}, not there: ${shown(lost)}`, engineFailure() ? AGAIN : SET_UP);
}

/** What decides on the engine, as it is on this machine. */
async function engineFacts() {
  const compiled = fs.existsSync(binding);
  const tried = compiled && fs.existsSync(pinnedNode) ? await tryBinding() : { works: false, why: engineFailure() ?? (compiled ? "the Node packages are not installed" : "the binding is not compiled yet") };
  return {
    tried,
    choice: process.env.MARKETBOOK_ENGINE || undefined,
    wasm: versionOf("@tensorflow/tfjs-backend-wasm"),
    platform: `${process.platform} ${process.arch}`,
    driver: hasNvidia(),
    cudaLibraries: fs.existsSync(path.join(native, "nvidia")),
    visible: process.env.CUDA_VISIBLE_DEVICES,
    again: engineFailure() || compiled ? AGAIN : SET_UP,
    cores: os.availableParallelism(),
    threads: process.env.TF_NUM_INTRAOP_THREADS,
    oneDnn: process.env.TF_ENABLE_ONEDNN_OPTS,
  };
}

function versionOf(name) {
  const file = path.join(nodeModules, name, "package.json");
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")).version : undefined;
}
