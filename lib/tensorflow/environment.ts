import { TensorflowError } from "./error.ts";

/** What the user wants: native or nothing, wasm, or (undefined) native where it can be had. */
export type EngineChoice = "native" | "wasm" | undefined;

/** Reads MARKETBOOK_ENGINE, the only environment variable that the engine listens to. */
export function engineChoice(): EngineChoice {
  const wanted = process.env["MARKETBOOK_ENGINE"] || undefined;
  if (wanted === undefined || wanted === "native" || wanted === "wasm") return wanted;
  throw new TensorflowError(`MARKETBOOK_ENGINE must be "native" or "wasm", got "${wanted}". Unset it to let the engine be chosen.`);
}

/**
 * Keeps TensorFlow's start-up notices off the terminal; errors still appear. Must run before the library loads.
 * oneDNN gives no speed on products as small as a recurrent step's, and its notice cannot be silenced while it is on.
 */
export function hushTensorflow(): void {
  process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "2";
  process.env["TF_ENABLE_ONEDNN_OPTS"] ??= "0";
}
