import { tf, type Tensor1D, type Tensor2D, type Tensor3D } from "../tensorflow/index.ts";
import type { Windows } from "../windows/index.ts";
import type { Loss } from "./losses/index.ts";
import { targetMatrix } from "./targetsOf.ts";

/** Windows on the device, copied there once. inputs [N, T, F], targets [N, M], weights [N] */
export type DeviceWindows = { readonly inputs: Tensor3D; readonly targets: Tensor2D; readonly weights?: Tensor1D };

/** Copies windows to the device, with the targets that the loss reads. The caller disposes. */
export function onDevice(windows: Windows, loss: Loss, weights?: Float32Array): DeviceWindows {
  const { count, features, inputs, lookback } = windows;
  const { values, width } = targetMatrix("train", loss, windows);
  const data = { inputs: tf.tensor3d(inputs, [count, lookback, features]), targets: tf.tensor2d(values, [count, width]) };
  return weights ? { ...data, weights: tf.tensor1d(weights) } : data;
}

export function disposeWindows({ inputs, targets, weights }: DeviceWindows): void {
  tf.dispose([inputs, targets]);
  weights?.dispose();
}
