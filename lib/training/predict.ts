import { applyTo, tf, type LayersModel } from "../tensorflow/index.ts";
import type { Windows } from "../windows/index.ts";
import { disposeWindows, onDevice, refuseMissing, type DeviceWindows } from "./deviceWindows.ts";
import { lossOf, type LossName } from "./losses.ts";

const CHUNK = 1024;

/** Outputs of a model, one a window. in: N windows  out: [N] */
export function predict(model: LayersModel, windows: Windows): Float64Array {
  const asked = { ...windows, targets: new Float32Array(windows.count) };
  refuseMissing("predict", asked);
  const data = onDevice(asked);
  try {
    return Float64Array.from(tf.tidy(() => outputs(model, data).dataSync()));
  } finally {
    disposeWindows(data);
  }
}

/** Loss of a model on windows that it does not learn from. */
export function evaluate(model: LayersModel, data: DeviceWindows, loss: LossName): number {
  return tf.tidy(() => lossOf(loss, data.targets, outputs(model, data)).dataSync()[0]!);
}

function outputs(model: LayersModel, { count, inputs }: DeviceWindows) {
  const chunks = Array.from({ length: Math.ceil(count / CHUNK) }, (_, k) =>
    tf.tidy(() => applyTo(model, tf.slice(inputs, k * CHUNK, Math.min(CHUNK, count - k * CHUNK)))),
  );
  return tf.concat(chunks, 0); // [N, 1]
}
