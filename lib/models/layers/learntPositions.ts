import { type RandomKey, toSeed } from "../../random/index.ts";
import { singleShape, singleTensor, tf, type layers, type serialization, type Shape, type Tensor } from "../../tensorflow/index.ts";

/**
 * Adds to each step a vector that is learnt for its place: y_t = x_t + w_t.
 * Weights: w [T, d], at first uniform within ±0.02. in: [B, T, d]  out: [B, T, d]
 */
export function learntPositions({ key, ...options }: { readonly key: RandomKey; readonly name?: string }): layers.Layer {
  return new LearntPositions({ ...options, seed: toSeed(key) || 1 });
}

class LearntPositions extends tf.layers.Layer {
  static readonly className = "LearntPositions";
  readonly seed: number;

  constructor(config: { readonly seed: number; readonly name?: string }) {
    super(config);
    this.seed = config.seed;
  }

  override build(inputShape: Shape | Shape[]): void {
    const [, T, d] = singleShape(this.name, inputShape, 3);
    this.addWeight("positions", [T!, d!], "float32", tf.initializers.randomUniform({ minval: -0.02, maxval: 0.02, seed: this.seed }));
    this.built = true;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => tf.add(singleTensor(inputs), this.weights[0]!.read()));
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), seed: this.seed };
  }
}
tf.serialization.registerClass(LearntPositions);
