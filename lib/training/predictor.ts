import { applyTo, compileStep, tf, type LayersModel, type Tensor, type Tensor3D } from "../tensorflow/index.ts";
import type { Windows } from "../windows/index.ts";
import { checkInputs } from "./checkInputs.ts";
import { refuseMissing } from "./refuseMissing.ts";

/** Windows a call: enough to fill the machine, few enough that the memory of long sequences stays small. */
export const CHUNK = 256;

/** A model made ready to be asked many times: compiled once a shape and kept. */
export type Predictor = {
  /** Outputs, one a window, or K a window row by row. in: N windows  out: [N·K] */
  predict(windows: Windows): Float64Array;
  /** Frees what was compiled. The model stays. */
  dispose(): void;
};

/** A predictor of a model. It follows the model's weights when they change. */
export function predictor(model: LayersModel): Predictor {
  const forward = compileStep((inputs: Tensor) => tf.tidy(() => applyTo(model, inputs)), { name: "prediction" });
  return { predict: (windows) => outputs(model, forward, windows), dispose: () => forward.dispose() };
}

/** Outputs of a model, one a window. in: N windows  out: [N], or [N·K] row by row where the network has K outputs */
export function predict(model: LayersModel, windows: Windows): Float64Array {
  // A trace pays off from a handful of full chunks on.
  if (windows.count < 8 * CHUNK) return outputs(model, (inputs) => tf.tidy(() => applyTo(model, inputs)), windows);
  const compiled = predictor(model);
  try {
    return compiled.predict(windows);
  } finally {
    compiled.dispose();
  }
}

function outputs(model: LayersModel, forward: (inputs: Tensor) => Tensor, windows: Windows): Float64Array {
  checkInputs("predict", model, windows);
  if (windows.count === 0) return new Float64Array(0);
  refuseMissing("predict", { ...windows, targets: new Float32Array(0) }, (n) => `batch ${Math.floor(n / CHUNK) + 1}`);
  const parts = chunks(windows.count).map(([from, to]) => {
    const inputs = chunkOf(windows, from, to);
    const output = forward(inputs);
    const values = output.dataSync();
    tf.dispose([inputs, output]);
    return Array.from(values);
  });
  return Float64Array.from(parts.flat());
}

/** First and last-but-one position of each chunk. */
export function chunks(count: number): [number, number][] {
  return Array.from({ length: Math.ceil(count / CHUNK) }, (_, k) => [k * CHUNK, Math.min(count, (k + 1) * CHUNK)]);
}

/** Inputs of some windows on the device. out: [to − from, T, F] */
export function chunkOf({ features, inputs, lookback }: Windows, from: number, to: number): Tensor3D {
  const size = lookback * features;
  return tf.tensor3d(inputs.subarray(from * size, to * size), [to - from, lookback, features]);
}
