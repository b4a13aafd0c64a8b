import { type RandomKey, randomKey, split, toSeed } from "../../random/index.ts";
import { singleShape, singleTensor, tf, type layers, type serialization, type Shape, type Tensor } from "../../tensorflow/index.ts";

/**
 * A dense layer of one's own, for teaching: y = x W + b.
 * in: [B, F]  out: [B, U]
 */
export function customDense({ key, units }: { readonly units: number; readonly key: RandomKey }): layers.Layer {
  return new CustomDense({ units, seed: toSeed(key) });
}

class CustomDense extends tf.layers.Layer {
  static readonly className = "CustomDense";
  readonly units: number;
  readonly seed: number;

  constructor(config: { readonly units: number; readonly seed: number; readonly name?: string }) {
    super(config);
    this.units = config.units;
    this.seed = config.seed;
  }

  /** Runs once, when the input's shape is known: makes the weights. */
  override build(inputShape: Shape | Shape[]): void {
    const [, features] = singleShape("customDense", inputShape, 2);
    const seed = toSeed(split(randomKey(this.seed), "kernel"));
    this.addWeight("kernel", [features!, this.units], "float32", tf.initializers.glorotUniform({ seed })); // [F, U]
    this.addWeight("bias", [this.units], "float32", tf.initializers.zeros()); // [U]
    super.build(inputShape);
  }

  /** Runs at every step, in training and in prediction. */
  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => {
      const [W, b] = this.weights.map((weight) => weight.read());
      const x = singleTensor(inputs); // [B, F]
      return tf.add(tf.matMul(x, W!), b!); // [B, U]
    });
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [batch = null] = singleShape("customDense", inputShape, 2);
    return [batch, this.units];
  }

  /** What a saved model must remember to make this layer again. */
  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), units: this.units, seed: this.seed };
  }
}
tf.serialization.registerClass(CustomDense);
