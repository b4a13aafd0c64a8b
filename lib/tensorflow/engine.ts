import { createRequire } from "node:module";
import { engineChoice, prepareTensorflow, toEngineChoice, type EngineChoice } from "./environment.ts";
import { TensorflowError } from "./error.ts";
import { requireGpu } from "./gpu.ts";
import { nativeFailure, requireNative, tf } from "./load.ts";
import { useNativeReluGradient } from "./kernels/reluGradient.ts";
import { hasNativeOps, nativeBackend } from "./native.ts";
import { keepStartedEngine } from "./startedEngine.ts";

export type EngineKind = "native-cpu" | "native-gpu" | "wasm";

/** What computes, which version, why this one was chosen, and whether this project's own ops are in it. */
export type EngineReport = { readonly kind: EngineKind; readonly version: string; readonly reason: string; readonly nativeOps: boolean };

/** Not named require: where a notebook loads this file as CommonJS, that name is taken. */
const requirePackage = createRequire(import.meta.url);
let started: Promise<EngineReport> | undefined;

/**
 * Starts the engine, once a process: native TensorFlow where its binding was compiled, else wasm, said loudly.
 * The option overrides MARKETBOOK_ENGINE, which overrides that choice: native (a GPU if there is one), cpu, cuda (refused without a GPU) or wasm.
 * Call it before the first tensor: tensors do not move from one engine to another.
 */
export async function startEngine({ engine }: { readonly engine?: EngineChoice } = {}): Promise<EngineReport> {
  const option = engine === undefined ? undefined : toEngineChoice(engine, "startEngine: engine", "Leave it out to let the engine be chosen.");
  if (started === undefined) {
    started = start(option).then(keepStartedEngine);
    started.catch(() => (started = undefined));
    return started;
  }
  const report = await started;
  if (option === undefined || FITS[option].includes(report.kind)) return report;
  throw new TensorflowError(`startEngine: "${option}" was asked for, but ${report.kind} has started in this process already, because ${report.reason}. Start Node or the kernel again, with this choice first.`);
}

const FITS: Readonly<Record<EngineChoice, readonly EngineKind[]>> = { native: ["native-cpu", "native-gpu"], cpu: ["native-cpu"], cuda: ["native-gpu"], wasm: ["wasm"] };

async function start(option: EngineChoice | undefined): Promise<EngineReport> {
  const choice = option ?? engineChoice();
  const asker = option === undefined ? `MARKETBOOK_ENGINE=${choice}` : `startEngine was asked for "${option}"`;
  if (choice === "wasm") return startWasm(asker, option === undefined ? "Unset it to use the native engine." : "Leave the option out to use the native engine.");
  const failure = nativeFailure();
  if (choice === undefined && failure !== undefined) return startWasm(`the native binding does not load: ${failure}`, "Remedy: `npm run doctor` says what to install.");
  if (choice === undefined) return startNative("the native binding is there");
  prepareTensorflow(choice);
  requireNative(asker);
  return startNative(asker, choice);
}

async function startNative(reason: string, choice?: EngineChoice): Promise<EngineReport> {
  await use("tensorflow");
  useNativeReluGradient();
  const { binding, isUsingGpuDevice } = nativeBackend();
  if (choice === "cuda") requireGpu(isUsingGpuDevice, reason);
  if (choice === "cpu" && isUsingGpuDevice) {
    throw new TensorflowError(`${reason}, but the library has taken the GPU already while it was loaded. Set MARKETBOOK_ENGINE=cpu before Node starts, which hides the GPU.`);
  }
  return { kind: isUsingGpuDevice ? "native-gpu" : "native-cpu", version: `TensorFlow ${binding.TF_Version}`, reason, nativeOps: hasNativeOps() };
}

async function startWasm(reason: string, remedy: string): Promise<EngineReport> {
  requirePackage("@tensorflow/tfjs-backend-wasm");
  await use("wasm");
  console.warn(`marketbook: TensorFlow runs on wasm, many times slower than native, because ${reason}. ${remedy}`);
  return { kind: "wasm", version: `TensorFlow.js ${tf.version["tfjs-core"]}`, reason, nativeOps: false };
}

/** Puts TensorFlow.js on a backend; refused where tensors live on another one. */
async function use(backend: string): Promise<void> {
  const { numTensors } = tf.engine().state; // tf.memory() asks a backend, and there may be none yet
  if (tf.getBackend() !== backend && numTensors > 0) {
    throw new TensorflowError(`startEngine: ${numTensors} tensor${numTensors === 1 ? "" : "s"} already live${numTensors === 1 ? "s" : ""} on "${tf.getBackend()}" and cannot move to "${backend}". Start the engine before the first tensor.`);
  }
  await tf.setBackend(backend);
  await tf.ready();
}
