import { tf, type Tensor, type Tensor2D, type Tensor3D } from "../tensorflow/index.ts";
import type { Windows } from "../windows/index.ts";
import { TrainingError } from "./error.ts";

/** Windows on the device: copied there once, batches are gathered there. */
export type DeviceWindows = { readonly inputs: Tensor3D; readonly targets: Tensor2D; readonly count: number };

/** Copies windows to the device. The caller disposes. */
export function onDevice({ count, features, inputs, lookback, targets }: Windows): DeviceWindows {
  return { inputs: tf.tensor3d(inputs, [count, lookback, features]), targets: tf.tensor2d(targets, [count, 1]), count };
}

export function disposeWindows({ inputs, targets }: DeviceWindows): void {
  tf.dispose([inputs, targets]);
}

/** The windows at the given positions. out: [B, T, F] and [B, 1] */
export function batchOf({ inputs, targets }: DeviceWindows, positions: Int32Array): { inputs: Tensor; targets: Tensor } {
  const indices = tf.tensor1d(positions, "int32");
  const batch = { inputs: tf.gather(inputs, indices), targets: tf.gather(targets, indices) };
  indices.dispose();
  return batch;
}

/** Refuses windows with nothing in them, or with a value that is not finite, and says where it stands: it would turn every weight into NaN. */
export function refuseMissing(name: string, { columns, count, features, inputs, lookback, rows, targets }: Windows): void {
  if (count === 0) throw new TrainingError(`${name}: there is no window. Give more bars or a shorter lookback.`);
  const at = inputs.findIndex((value) => !Number.isFinite(value));
  if (at >= 0) {
    const n = Math.floor(at / (lookback * features));
    const step = Math.floor(at / features) % lookback;
    throw new TrainingError(`${name}: window ${n} (row ${rows[n]}) holds ${inputs[at]} in column "${columns[at % features]}", step ${step}. Clean the column or leave those rows out.`);
  }
  const n = targets.findIndex((value) => !Number.isFinite(value));
  if (n >= 0) throw new TrainingError(`${name}: window ${n} (row ${rows[n]}) has the target ${targets[n]}. Leave rows without a known label out.`);
}
