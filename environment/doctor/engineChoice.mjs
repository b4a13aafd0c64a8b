import { missing, note, ok, SET_UP } from "./report.mjs";

const NAMES = ["native", "cpu", "cuda", "wasm"];
const SLOW = "many times slower than native";

/**
 * Which engine computes and why, and what each of the others lacks. Pure, so that every machine can be tried; the facts are
 * `choice` (MARKETBOOK_ENGINE), `tried` (the binding, loaded in a process of its own: works, why, version, gpu, nativeOps), `wasm` (the
 * package's version), `platform`, `driver` and `cudaLibraries` (whether they are there), `visible` (CUDA_VISIBLE_DEVICES), `again` (what
 * makes a new binding), `cores`, `threads` (TF_NUM_INTRAOP_THREADS) and `oneDnn` (TF_ENABLE_ONEDNN_OPTS).
 * @returns {{ name: string, state: "ok" | "note" | "missing", value: string, remedy?: string, kind?: string }[]} `kind`: the engine that is chosen
 */
export function engineFindings(facts) {
  return [cuda(facts), cpu(facts), wasm(facts), ...(facts.tried.works ? [nativeOps(facts), threads(facts), oneDnn(facts)] : []), chosen(facts)];
}

function cuda({ tried, ...facts }) {
  if (tried.works && tried.gpu) return ok("candidate cuda", `TensorFlow ${tried.version} finds a GPU`);
  const { why, remedy } = whyNoGpu({ tried, ...facts });
  return note("candidate cuda", `not here: ${why}`, remedy);
}

function whyNoGpu({ tried, platform, driver, cudaLibraries, visible, again }) {
  if (platform !== "linux x64") return { why: `TensorFlow uses NVIDIA GPUs on Linux x64 alone, this is ${platform}` };
  if (!driver) return { why: "there is no NVIDIA driver" };
  if (visible !== undefined && !/^\s*(\d|GPU-|MIG-)/.test(visible)) return { why: `CUDA_VISIBLE_DEVICES="${visible}" hides every GPU`, remedy: "Unset CUDA_VISIBLE_DEVICES to use the GPU." };
  if (!cudaLibraries) return { why: "the CUDA libraries are not there", remedy: "Run `node environment/run.mjs setup`; with a driver it fetches them (5 GB)." };
  if (!tried.works) return { why: "the native binding does not load", remedy: again };
  return { why: "TensorFlow finds no usable GPU behind the NVIDIA driver", remedy: "Look at `nvidia-smi`; the driver may be older than these CUDA libraries need." };
}

function cpu({ tried, again }) {
  return tried.works ? ok("candidate cpu", `TensorFlow ${tried.version}, the native binding loads and computes`) : note("candidate cpu", `not here: ${tried.why}`, again);
}

function wasm({ wasm }) {
  return wasm ? ok("candidate wasm", `TensorFlow.js ${wasm}, ${SLOW}`) : missing("candidate wasm", "the package is not installed", SET_UP);
}

function nativeOps({ tried, again }) {
  if (!tried.nativeOps) return note("native ops", "not in this binding; recurrent layers run on slower ops, with the same numbers", again);
  return ok("native ops", tried.gpu ? "compiled, for the CPU; on a GPU TensorFlow's own ops compute" : "compiled into the binding");
}

function threads({ cores, threads }) {
  const wanted = Number(threads);
  return wanted > 0 ? ok("threads", `${Math.min(wanted, cores)} of ${cores} cores, because TF_NUM_INTRAOP_THREADS=${threads}`) : ok("threads", `${cores}, one for each core`);
}

function oneDnn({ oneDnn }) {
  if (oneDnn === undefined || oneDnn === "0") return ok("oneDNN", "off: no gain on the small products of a recurrent step");
  return note("oneDNN", `on, because TF_ENABLE_ONEDNN_OPTS=${oneDnn}; sums in another order, so that results differ in the last digits`, "Unset TF_ENABLE_ONEDNN_OPTS to compute as the project does.");
}

function chosen(facts) {
  const { choice, tried, wasm, again } = facts;
  const asked = `MARKETBOOK_ENGINE=${choice}`;
  const engine = (kind, text) => ({ ...ok("engine", text), kind });
  const refused = (why, remedy) => missing("engine", `none: ${asked}, but ${why}`, remedy);
  if (choice && !NAMES.includes(choice)) return missing("engine", `none: MARKETBOOK_ENGINE is "${choice}"`, `Set it to ${NAMES.slice(0, -1).join(", ")} or ${NAMES.at(-1)}, or unset it.`);
  if (choice === "wasm" && !wasm) return refused("the package of wasm is not installed", SET_UP);
  if (choice === "wasm") return { ...note("engine", `wasm, ${SLOW}, because ${asked}`, "Unset MARKETBOOK_ENGINE for the native engine."), kind: "wasm" };
  if (choice === "cuda" && !tried.gpu) {
    const { why, remedy } = whyNoGpu(facts);
    return refused(`no GPU is used: ${why}`, [remedy, "Unset MARKETBOOK_ENGINE to compute on the CPU."].filter(Boolean).join(" "));
  }
  if (tried.works && choice === "cpu") return engine("native-cpu", `native CPU, TensorFlow ${tried.version}, because ${asked}${tried.gpu ? ", which hides the GPU" : ""}`);
  if (tried.works) {
    const reason = choice ? `because ${asked} and` : "because the native binding loads and";
    return tried.gpu ? engine("native-gpu", `native GPU, TensorFlow ${tried.version}, ${reason} a GPU is there`) : engine("native-cpu", `native CPU, TensorFlow ${tried.version}, ${reason} ${whyNoGpu(facts).why}`);
  }
  if (choice) return refused(`there is no native engine: ${tried.why}`, again);
  return wasm ? { ...note("engine", `wasm, ${SLOW}, because there is no native engine: ${tried.why}`, again), kind: "wasm" } : missing("engine", `none: ${tried.why}`, SET_UP);
}
