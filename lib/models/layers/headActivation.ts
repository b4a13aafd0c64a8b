import { singleTensor, tf, type layers, type serialization, type Shape, type Tensor } from "../../tensorflow/index.ts";
import type { Head } from "../network.ts";

type HeadConfig = { readonly kinds: readonly Head["kind"][]; readonly name?: string };

/**
 * What the heads of a network show: a value as it is, a probability through σ(z) = 1/(1 + e^−z). No weights.
 * in: [B, K]  out: [B, K]
 */
export function headActivation(config: HeadConfig): layers.Layer {
  return new HeadActivation(config);
}

class HeadActivation extends tf.layers.Layer {
  static readonly className = "HeadActivation";
  readonly kinds: readonly Head["kind"][];

  constructor(config: HeadConfig) {
    super(config);
    this.kinds = config.kinds;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => {
      const z = singleTensor(inputs); // [B, K]
      const isProbability = tf.tensor2d(this.kinds.map((kind) => (kind === "probability" ? 1 : 0)), [1, this.kinds.length]);
      return tf.add(tf.mul(isProbability, tf.sigmoid(z)), tf.mul(tf.sub(1, isProbability), z)); // [B, K]
    });
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return inputShape;
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), kinds: [...this.kinds] };
  }
}
tf.serialization.registerClass(HeadActivation);
