import { nearest } from "../market/nearest.ts";
import { TensorflowError } from "./error.ts";

/** native: TensorFlow itself, on a GPU if there is one. cpu: the same with every GPU hidden. cuda: the same, refused without a GPU. wasm: portable. */
export const ENGINE_CHOICES = ["native", "cpu", "cuda", "wasm"] as const;

/** What the user wants; undefined: native where it can be had, else wasm. */
export type EngineChoice = (typeof ENGINE_CHOICES)[number];

/** Reads MARKETBOOK_ENGINE, the only environment variable of this project that the engine listens to. */
export function engineChoice(): EngineChoice | undefined {
  const wanted = process.env["MARKETBOOK_ENGINE"] || undefined;
  return wanted === undefined ? undefined : toEngineChoice(wanted, "MARKETBOOK_ENGINE", "Unset it to let the engine be chosen.");
}

/** The choice that a word names; `asker` and `remedy` stand in the error of a word that names none. */
export function toEngineChoice(word: string, asker: string, remedy: string): EngineChoice {
  const choice = ENGINE_CHOICES.find((name) => name === word);
  if (choice !== undefined) return choice;
  const names = ENGINE_CHOICES.map((name) => `"${name}"`).join(", ").replace(/, (?=[^,]*$)/, " or ");
  const meant = meantEngine(word);
  throw new TensorflowError(`${asker} must be ${names}, got "${word}"${meant === undefined ? "." : `; did you mean "${meant}"?`} ${remedy}`);
}

/** The choice that a word most likely meant: a common other name, or the nearest spelling; undefined where there is none. */
export function meantEngine(word: string): string | undefined {
  return OTHER_NAMES.get(word.toLowerCase()) ?? nearest(word, ENGINE_CHOICES);
}

const OTHER_NAMES: ReadonlyMap<string, EngineChoice> = new Map([["gpu", "cuda"], ["nvidia", "cuda"], ["node", "native"], ["tensorflow", "native"], ["webassembly", "wasm"]]);

/**
 * Must run before the native library loads. Keeps TensorFlow's start-up notices off the terminal; errors still appear.
 * oneDNN gives no speed on products as small as a recurrent step's, and its notice cannot be silenced while it is on.
 * Tensors live in memory that TensorFlow keeps for the next ones: given back to the system after each step and asked for anew, its pages cost up to half of a step.
 * GPU memory is taken as it is needed, so that a notebook and a test can share one GPU; "cpu" hides the GPUs.
 */
export function prepareTensorflow(choice: EngineChoice | undefined): void {
  process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "2";
  process.env["TF_ENABLE_ONEDNN_OPTS"] ??= "0";
  process.env["TF_CPU_ALLOCATOR_USE_BFC"] ??= "true";
  process.env["TF_FORCE_GPU_ALLOW_GROWTH"] ??= "true";
  if (choice === "cpu") process.env["CUDA_VISIBLE_DEVICES"] = "-1";
}
