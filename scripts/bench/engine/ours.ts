import { randomKey, shuffledIndices, split } from "../../../lib/random/index.ts";
import { adam, applyTo, compileStep, tf, type LayersModel, type Optimizer } from "../../../lib/tensorflow/index.ts";
import { disposeWindows, onDevice } from "../../../lib/training/deviceWindows.ts";
import { lossOf } from "../../../lib/training/losses/index.ts";
import { trainingStep } from "../../../lib/training/step.ts";
import type { Windows } from "../../../lib/windows/index.ts";

/** A model with what `fit` trains it by, open so that single epochs can be timed. */
export type Trainer = {
  /** Outputs for the first batch. */
  forward(): number[];
  /** Losses of the first batches, one training step each. */
  losses(count: number): number[];
  /** Epochs on shuffled batches. */
  epochs(count: number): void;
  dispose(): void;
};

type Options = { readonly batch: number; readonly optimizer?: Optimizer; readonly isCompiled?: boolean };

/** The training step of `fit` in graph mode (or op by op), its windows on the device, its shuffling, its reading of the losses. */
export function trainer(model: LayersModel, windows: Windows, { batch, isCompiled = true, optimizer = adam() }: Options): Trainer {
  const loss = lossOf("meanSquaredError");
  const data = onDevice(windows, loss);
  const step = trainingStep({ model, optimizer, loss, data, clipping: undefined, withNorm: false, isCompiled, xla: false, given: () => [] });
  const run = (order: Int32Array) => tf.tidy(() => {
    const losses = Array.from({ length: Math.ceil(order.length / batch) }, (_, k) => step(tf.tensor1d(order.subarray(k * batch, (k + 1) * batch), "int32"))[0]!);
    return Array.from(tf.stack(losses).dataSync());
  });
  let epoch = 0;
  return {
    forward: () => tf.tidy(() => Array.from(applyTo(model, data.inputs.slice(0, batch)).dataSync())),
    losses: (count) => run(Int32Array.from({ length: count * batch }, (_, n) => n)),
    epochs: (count) => {
      for (let k = 0; k < count; k++) run(shuffledIndices(windows.count, split(randomKey(3), `shuffle ${++epoch}`)));
    },
    dispose: () => {
      step.dispose();
      optimizer.dispose();
      disposeWindows(data);
      model.dispose();
    },
  };
}

/** Forecast of the first window: a tensor goes in, a number comes out. */
export function forecaster(model: LayersModel, windows: Windows): { forecast(): number; dispose(): void } {
  const window = tf.tensor3d(windows.inputs.slice(0, windows.lookback * windows.features), [1, windows.lookback, windows.features]);
  const forward = compileStep((inputs) => tf.tidy(() => applyTo(model, inputs)), { name: "prediction" });
  return {
    forecast: () => tf.tidy(() => forward(window).dataSync()[0]!),
    dispose: () => {
      forward.dispose();
      window.dispose();
    },
  };
}
