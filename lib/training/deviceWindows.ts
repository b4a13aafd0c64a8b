import { tf, type Tensor1D, type Tensor2D, type Tensor3D } from "../tensorflow/index.ts";
import type { Windows } from "../windows/index.ts";

/** Windows on the device, copied there once. inputs [N, T, F], targets [N, 1], weights [N] */
export type DeviceWindows = { readonly inputs: Tensor3D; readonly targets: Tensor2D; readonly weights?: Tensor1D };

/** Copies windows to the device. The caller disposes. */
export function onDevice({ count, features, inputs, lookback, targets }: Windows, weights?: Float32Array): DeviceWindows {
  const data = { inputs: tf.tensor3d(inputs, [count, lookback, features]), targets: tf.tensor2d(targets, [count, 1]) };
  return weights ? { ...data, weights: tf.tensor1d(weights) } : data;
}

export function disposeWindows({ inputs, targets, weights }: DeviceWindows): void {
  tf.dispose([inputs, targets]);
  weights?.dispose();
}
