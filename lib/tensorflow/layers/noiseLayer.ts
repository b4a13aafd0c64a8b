import type { Tensor } from "@tensorflow/tfjs";
import { singleTensor } from "../inputs.ts";
import { tf } from "../load.ts";

export type NoiseConfig = { readonly seed: number; readonly name?: string };

/**
 * What the layers share that disturb their input in training and pass it on elsewhere.
 * A counter, saved with the weights, numbers the training calls: other noise each call, the same noise each run.
 * in: any shape  out: the same shape
 */
export abstract class NoiseLayer extends tf.layers.Layer {
  readonly seed: number;

  constructor(config: NoiseConfig) {
    super(config);
    this.seed = config.seed;
    this.supportsMasking = true;
  }

  /** The disturbed input of the training call of that number, an int32 scalar. */
  abstract disturb(x: Tensor, counter: Tensor): Tensor;

  override build(): void {
    this.addWeight("calls", [], "int32", tf.initializers.zeros(), undefined, false);
    this.built = true;
  }

  override call(inputs: Tensor | Tensor[], { training = false }: { training?: boolean } = {}): Tensor {
    return tf.tidy(() => {
      const x = singleTensor(inputs);
      if (!training) return tf.clone(x);
      const calls = this.weights[0]!;
      const counter = calls.read();
      const output = this.disturb(x, counter);
      calls.write(tf.add(counter, tf.scalar(1, "int32")));
      return output;
    });
  }
}
