import { createRequire } from "node:module";
import util from "node:util";
import type * as tfjs from "@tensorflow/tfjs";
import { engineChoice, prepareTensorflow } from "./environment.ts";
import { TensorflowError } from "./error.ts";
import { requireGpu } from "./gpu.ts";
import { replaceExpandDims } from "./kernels/expandDims.ts";
import { replaceGather } from "./kernels/gather.ts";
import { replaceMatMul } from "./kernels/matMul.ts";

/** Not named require: where a notebook loads this file as CommonJS, that name is taken. */
const requirePackage = createRequire(import.meta.url);
/** Why the native library did not load; undefined while it was not tried or after it has loaded. */
let failure: string | undefined;

/**
 * Loads TensorFlow.js once: the native binding if it was compiled, else the portable package, which `startEngine` puts on wasm.
 * Synchronous, because cells of a notebook load the library through `require`.
 */
function load(): typeof tfjs {
  const choice = engineChoice();
  prepareTensorflow(choice);
  if (choice === "wasm") return requirePackage("@tensorflow/tfjs");
  try {
    const loaded = loadNative();
    if (choice === "cuda") requireGpu(usesGpu(loaded), "MARKETBOOK_ENGINE=cuda");
    return loaded;
  } catch (error) {
    if (error instanceof TensorflowError) throw error;
    failure = firstLine(error);
    if (choice !== undefined) throw notLoaded(`MARKETBOOK_ENGINE=${choice}`);
    return requirePackage("@tensorflow/tfjs");
  }
}

/** The package calls two helpers that Node deprecates and later drops; its own would be the same. */
function loadNative(): typeof tfjs {
  Object.assign(util, { isNullOrUndefined: (value: unknown) => value === null || value === undefined, isArray: Array.isArray });
  const loaded: typeof tfjs = requirePackage("@tensorflow/tfjs-node-gpu");
  replaceExpandDims(loaded);
  replaceGather(loaded);
  replaceMatMul(loaded);
  return loaded;
}

/** The native backend, loaded now where it was not wanted at first. Throws where it cannot be had, naming who asked for it. */
export function requireNative(asker: string): void {
  if (tf.findBackend("tensorflow") !== null) return;
  if (failure !== undefined) throw notLoaded(asker);
  try {
    loadNative();
  } catch (error) {
    failure = firstLine(error);
    throw notLoaded(asker);
  }
}

/** Why the native library cannot be used; undefined where it can, or was not tried. */
export function nativeFailure(): string | undefined {
  return failure;
}

function notLoaded(asker: string): TensorflowError {
  return new TensorflowError(`${asker}, but the native binding does not load: ${failure}. Run \`npm run doctor\` to see what is missing.`);
}

function usesGpu(loaded: typeof tfjs): boolean {
  const backend: unknown = loaded.backend();
  return typeof backend === "object" && backend !== null && "isUsingGpuDevice" in backend && backend.isUsingGpuDevice === true;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n")[0] ?? "").replace(/[.\s]+$/, "");
}

/** TensorFlow.js, the only instance in the process; danfojs-node uses the same. */
export const tf = load();
