import { type RandomKey, randomKey, split, toSeed } from "../../random/index.ts";
import { glorotUniform, singleShape, singleTensor, tf, type layers, type serialization, type Shape, type Tensor } from "../../tensorflow/index.ts";
import { attentionStep, type AttentionParts } from "./attentionStep.ts";

/**
 * An attention of one's own, for teaching and for pooling: a sequence becomes the mean of its steps, weighed by what they are worth.
 * The equations are those of `attentionStep.ts`.
 * in: [B, T, H]  out: [B, H]
 */
export function customAttention({ key, name, units }: { /** A, the width in which steps are judged. */ readonly units: number; readonly key: RandomKey; readonly name?: string }): layers.Layer {
  return new CustomAttention({ units, seed: toSeed(key), ...(name ? { name } : {}) });
}

export class CustomAttention extends tf.layers.Layer {
  static readonly className = "CustomAttention";
  readonly units: number;
  readonly seed: number;

  constructor(config: { readonly units: number; readonly seed: number; readonly name?: string }) {
    super(config);
    this.units = config.units;
    this.seed = config.seed;
  }

  /** Runs once, when the input's shape is known: makes W, b and v. */
  override build(inputShape: Shape | Shape[]): void {
    const [, , H] = singleShape("customAttention", inputShape, 3);
    const key = randomKey(this.seed);
    this.addWeight("kernel", [H!, this.units], "float32", glorotUniform(split(key, "kernel"))); // [H, A]
    this.addWeight("bias", [this.units], "float32", tf.initializers.zeros()); // [A]
    this.addWeight("question", [this.units, 1], "float32", glorotUniform(split(key, "question"))); // [A, 1]
    super.build(inputShape);
  }

  parts(): AttentionParts {
    const [W, b, v] = this.weights.map((weight) => weight.read());
    return { W: W!, b: b!, v: v! };
  }

  /** Runs at every step, in training and in prediction. */
  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => attentionStep(this.parts(), singleTensor(inputs)).context); // [B, H]
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [batch = null, , H = null] = singleShape("customAttention", inputShape, 3);
    return [batch, H];
  }

  /** What a saved model must remember to make this layer again. */
  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), units: this.units, seed: this.seed };
  }
}
tf.serialization.registerClass(CustomAttention);
