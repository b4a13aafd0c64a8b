import type { serialization, Shape, Tensor } from "@tensorflow/tfjs";
import { type RandomKey, randomKey, split, toSeed } from "../../random/index.ts";
import { TensorflowError } from "../error.ts";
import { singleShape, singleTensor } from "../inputs.ts";
import { tf } from "../load.ts";
import { orthogonal } from "./orthogonal.ts";

export type RecurrentOptions = {
  readonly units: number;
  /** Output of every step instead of the last. Default false. */
  readonly returnSequences?: boolean;
  readonly key: RandomKey;
  /** [T, F], needed on the first layer of a stack. */
  readonly inputShape?: readonly [number, number];
  readonly name?: string;
};

export type RecurrentConfig = { units: number; returnSequences?: boolean; seed: number; name?: string; inputShape?: Shape };

/** What a layer keeps of its options: the key as a seed, for `getConfig`. */
export function recurrentConfig({ inputShape, key, ...options }: RecurrentOptions): RecurrentConfig {
  return { ...options, seed: toSeed(key), ...(inputShape ? { inputShape: [...inputShape] } : {}) };
}

/**
 * What recurrent layers share: Keras's weights for G gates, the order of the axes, the choice of the last step.
 * Kernel [F, G·H] Glorot uniform, recurrent kernel [H, G·H] with orthonormal rows, bias [G·H].
 * in: [B, T, F]  out: [B, H], or [B, T, H] with `returnSequences`
 */
export abstract class RecurrentLayer extends tf.layers.Layer {
  readonly units: number;
  readonly returnSequences: boolean;
  readonly seed: number;
  abstract readonly gates: number;

  constructor(config: RecurrentConfig) {
    super(config);
    if (!Number.isInteger(config.units) || config.units < 1) {
      throw new TensorflowError(`a recurrent layer needs a positive whole number of units, got ${config.units}`);
    }
    this.units = config.units;
    this.returnSequences = config.returnSequences ?? false;
    this.seed = config.seed;
  }

  /** The sequence of hidden states. in: x [T, B, F], kernel, recurrent kernel, bias  out: [T, B, H] */
  abstract sequence(x: Tensor, kernel: Tensor, recurrent: Tensor, bias: Tensor): Tensor;

  /** First value of the bias. out: [G·H] */
  abstract initialBias(): Tensor;

  override build(inputShape: Shape | Shape[]): void {
    const [, , features] = singleShape(this.name, inputShape, 3);
    const width = this.gates * this.units;
    const key = randomKey(this.seed);
    this.addWeight("kernel", [features!, width], "float32", tf.initializers.glorotUniform({ seed: toSeed(split(key, "kernel")) }));
    const recurrent = this.addWeight("recurrent_kernel", [this.units, width], "float32", tf.initializers.zeros());
    const bias = this.addWeight("bias", [width], "float32", tf.initializers.zeros());
    tf.tidy(() => {
      recurrent.write(orthogonal(this.units, width, toSeed(split(key, "recurrent"))));
      bias.write(this.initialBias());
    });
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [batch = null, steps = null] = singleShape(this.name, inputShape, 3);
    return this.returnSequences ? [batch, steps, this.units] : [batch, this.units];
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => {
      const [kernel, recurrent, bias] = this.weights.map((weight) => weight.read());
      const x = tf.transpose(singleTensor(inputs), [1, 0, 2]); // [T, B, F]
      const h = this.sequence(x, kernel!, recurrent!, bias!); // [T, B, H]
      if (this.returnSequences) return tf.transpose(h, [1, 0, 2]); // [B, T, H]
      const [steps = 1, batch = 1] = h.shape;
      return tf.reshape(tf.slice(h, [steps - 1, 0, 0], [1, batch, this.units]), [batch, this.units]); // [B, H]
    });
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), units: this.units, returnSequences: this.returnSequences, seed: this.seed };
  }
}
