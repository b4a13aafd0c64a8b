import { createRequire } from "node:module";
import { engineChoice } from "./environment.ts";
import { native, reason, tf } from "./load.ts";
import { nativeBackend } from "./native.ts";

export type EngineKind = "native-cpu" | "native-gpu" | "wasm";

/** What computes, which version, and why this one was chosen. */
export type EngineReport = { readonly kind: EngineKind; readonly version: string; readonly reason: string };

/** Not named require: where a notebook loads this file as CommonJS, that name is taken. */
const requirePackage = createRequire(import.meta.url);
let started: Promise<EngineReport> | undefined;

/**
 * Starts the engine, once a process: native TensorFlow where its binding was compiled, else wasm, said loudly.
 * MARKETBOOK_ENGINE=native|wasm overrides the choice.
 */
export function startEngine(): Promise<EngineReport> {
  started ??= native ? startNative() : startWasm();
  return started;
}

async function startNative(): Promise<EngineReport> {
  await tf.ready();
  const { binding, isUsingGpuDevice } = nativeBackend();
  return { kind: isUsingGpuDevice ? "native-gpu" : "native-cpu", version: `TensorFlow ${binding.TF_Version}`, reason };
}

async function startWasm(): Promise<EngineReport> {
  requirePackage("@tensorflow/tfjs-backend-wasm");
  await tf.setBackend("wasm");
  await tf.ready();
  const remedy = engineChoice() === "wasm" ? "Unset it to use the native engine." : "Remedy: `npm run doctor` says what to install.";
  console.warn(`marketbook: TensorFlow runs on wasm, many times slower than native, because ${reason}. ${remedy}`);
  return { kind: "wasm", version: `TensorFlow.js ${tf.version["tfjs-core"]}`, reason };
}
