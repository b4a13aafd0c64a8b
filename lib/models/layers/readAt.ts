import { applyTo, tf, type layers, type LayersModel, type Tensor } from "../../tensorflow/index.ts";
import type { Windows } from "../../windows/index.ts";
import { ModelError } from "../error.ts";

/** Windows a call, so that the memory of long sequences stays small. */
const CHUNK = 256;

/**
 * What a layer inside a network makes of windows, for looking inside: the network up to this layer is asked, and `read` turns it into numbers.
 * out: the numbers of all windows, one after the other
 */
export function readAt(model: LayersModel, at: layers.Layer["output"], windows: Windows, read: (x: Tensor) => Tensor = (x) => x): Float64Array {
  if (Array.isArray(at)) throw new ModelError(`readAt: a layer of "${model.name}" has several outputs where one is read`);
  const part = tf.model({ inputs: model.inputs, outputs: at });
  const { count, features, inputs, lookback } = windows;
  const size = lookback * features;
  const parts: number[][] = [];
  for (let from = 0; from < count; from += CHUNK) {
    const rows = Math.min(CHUNK, count - from);
    parts.push(tf.tidy(() => Array.from(read(applyTo(part, tf.tensor3d(inputs.subarray(from * size, (from + rows) * size), [rows, lookback, features]))).dataSync())));
  }
  return Float64Array.from(parts.flat());
}
