import { type RandomKey, randomKey, split, toSeed } from "../../random/index.ts";
import { glorotUniform, singleShape, singleTensor, tf, type layers, type serialization, type Shape, type Tensor } from "../../tensorflow/index.ts";

type Conv2dConfig = { readonly filters: number; readonly kernelSize: number; readonly seed: number; readonly name?: string };

/**
 * A convolution over pictures with a rectifier, zeros around them: y = relu(x * W + b).
 * As one product of shifted copies, for wasm has no gradient of its own convolution; natively a fifth slower than TensorFlow.js's own. Kernel [K, K, C, M], bias [M], as in Keras.
 * in: [B, Y, X, C]  out: [B, Y, X, M]
 */
export function conv2d({ key, ...options }: { readonly filters: number; /** K, odd. */ readonly kernelSize: number; readonly key: RandomKey; readonly name?: string }): layers.Layer {
  return new Conv2d({ ...options, seed: toSeed(key) });
}

class Conv2d extends tf.layers.Layer {
  static readonly className = "PictureConv2d";
  readonly options: Pick<Conv2dConfig, "filters" | "kernelSize" | "seed">;

  constructor(config: Conv2dConfig) {
    super(config);
    const { filters, kernelSize, seed } = config;
    this.options = { filters, kernelSize, seed };
  }

  override build(inputShape: Shape | Shape[]): void {
    const [, , , C] = singleShape("conv2d", inputShape, 4);
    const { filters, kernelSize, seed } = this.options;
    this.addWeight("kernel", [kernelSize, kernelSize, C!, filters], "float32", glorotUniform(split(randomKey(seed), "kernel")));
    this.addWeight("bias", [filters], "float32", tf.initializers.zeros());
    super.build(inputShape);
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => {
      const [W, b] = this.weights.map((weight) => weight.read());
      const { filters: M, kernelSize: K } = this.options;
      const x = singleTensor(inputs); // [B, Y, X, C]
      const [B = 1, Y = 1, X = 1, C = 1] = x.shape;
      const [before, after] = [Math.floor((K - 1) / 2), Math.ceil((K - 1) / 2)];
      const framed = tf.pad(x, [[0, 0], [before, after], [before, after], [0, 0]]);
      const seen = Array.from({ length: K * K }, (_, k) => tf.slice(framed, [0, Math.floor(k / K), k % K, 0], [B, Y, X, C]));
      const rows = tf.reshape(tf.concat(seen, 3), [B * Y * X, K * K * C]);
      const y = tf.add(tf.matMul(rows, tf.reshape(W!, [K * K * C, M])), b!); // [B·Y·X, M]
      return tf.reshape(tf.relu(y), [B, Y, X, M]);
    });
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return [...singleShape("conv2d", inputShape, 4).slice(0, 3), this.options.filters];
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), ...this.options };
  }
}
tf.serialization.registerClass(Conv2d);
