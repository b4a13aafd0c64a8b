import fs from "node:fs";
import { tryBinding } from "../setup/binding.mjs";
import { chooseCompiler } from "../setup/compiler.mjs";
import { engineFailure } from "../setup/engine.mjs";
import { binding, pinnedNode, shown } from "../setup/places.mjs";
import { tensorflowFiles } from "../setup/tensorflow.mjs";
import { hasNvidia, tensorflowVariant } from "../setup/variant.mjs";
import { missing, note, ok, SET_UP } from "./report.mjs";

const AGAIN = "Run `node environment/run.mjs setup`; it tries the native engine again.";

/** The compiler, TensorFlow's libraries, and which engine computes, tried for real. */
export async function engineLines() {
  return [compilerLine(), librariesLine(), await engineLine()];
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

async function engineLine() {
  const choice = process.env.MARKETBOOK_ENGINE || undefined;
  if (choice && !["native", "wasm"].includes(choice)) return missing("engine", `MARKETBOOK_ENGINE is "${choice}"`, 'Set it to "native" or "wasm", or unset it.');
  if (!fs.existsSync(pinnedNode)) return missing("engine", "needs the Node packages", SET_UP);
  if (choice === "wasm") return note("engine", "wasm, many times slower than native, because MARKETBOOK_ENGINE=wasm", "Unset MARKETBOOK_ENGINE for the native engine.");
  const tried = fs.existsSync(binding) ? await tryBinding() : { works: false, why: engineFailure() ?? "the binding is not compiled yet" };
  if (!tried.works) return (choice === "native" ? missing : note)("engine", `wasm, many times slower than native: ${tried.why}`, engineFailure() || fs.existsSync(binding) ? AGAIN : SET_UP);
  if (tried.gpu) return ok("engine", `native GPU, TensorFlow ${tried.version}`);
  const why = hasNvidia() ? "TensorFlow finds no usable GPU behind the NVIDIA driver" : "there is no NVIDIA driver";
  return ok("engine", `native CPU, TensorFlow ${tried.version} (${why})`);
}
