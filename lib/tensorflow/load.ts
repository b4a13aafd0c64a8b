import { createRequire } from "node:module";
import util from "node:util";
import type * as tfjs from "@tensorflow/tfjs";
import { engineChoice, hushTensorflow } from "./environment.ts";
import { TensorflowError } from "./error.ts";

type Loaded = { readonly tf: typeof tfjs; readonly native: boolean; readonly reason: string };

/** Not named require: where a notebook loads this file as CommonJS, that name is taken. */
const requirePackage = createRequire(import.meta.url);

/**
 * Loads TensorFlow.js once: the native binding if it was compiled, else the portable package, which `startEngine` puts on wasm.
 * Synchronous, because cells of a notebook load the library through `require`.
 */
function load(): Loaded {
  const choice = engineChoice();
  hushTensorflow();
  if (choice !== "wasm") {
    try {
      return { tf: loadNative(), native: true, reason: choice === "native" ? "MARKETBOOK_ENGINE=native" : "the native binding is there" };
    } catch (error) {
      const why = firstLine(error);
      if (choice === "native") {
        throw new TensorflowError(`MARKETBOOK_ENGINE=native, but the native binding does not load: ${why}. Run \`npm run doctor\` to see what is missing.`);
      }
      return { tf: requirePackage("@tensorflow/tfjs"), native: false, reason: `the native binding does not load: ${why}` };
    }
  }
  return { tf: requirePackage("@tensorflow/tfjs"), native: false, reason: "MARKETBOOK_ENGINE=wasm" };
}

/** The package calls two helpers that Node deprecates and later drops; its own would be the same. */
function loadNative(): typeof tfjs {
  Object.assign(util, { isNullOrUndefined: (value: unknown) => value === null || value === undefined, isArray: Array.isArray });
  return requirePackage("@tensorflow/tfjs-node-gpu");
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n")[0] ?? "").replace(/[.\s]+$/, "");
}

/** TensorFlow.js, the only instance in the process; danfojs-node uses the same. */
export const { tf, native, reason } = load();
