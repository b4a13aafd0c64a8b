import { type RandomKey, randomKey, split, toSeed } from "../../random/index.ts";
import { orthogonal, singleShape, singleTensor, tf, type layers, type serialization, type Shape, type Tensor } from "../../tensorflow/index.ts";
import { lstmStep } from "./lstmStep.ts";

/**
 * An LSTM of one's own, for teaching: the step of `lstmStep.ts`, walked over the window. Weights in Keras's layout and order.
 * in: [B, T, F]  out: [B, H], the state after the last step
 */
export function customLstm({ inputShape, key, units }: {
  readonly units: number;
  readonly key: RandomKey;
  readonly inputShape?: readonly [number, number];
}): layers.Layer {
  return new CustomLstm({ units, seed: toSeed(key), ...(inputShape ? { inputShape: [...inputShape] } : {}) });
}

class CustomLstm extends tf.layers.Layer {
  static readonly className = "CustomLstm";
  readonly units: number;
  readonly seed: number;

  constructor(config: { units: number; seed: number; name?: string; inputShape?: Shape }) {
    super(config);
    this.units = config.units;
    this.seed = config.seed;
  }

  /** Makes W, U and b. The forget gate's bias starts at 1: remember until told otherwise (Jozefowicz 2015). */
  override build(inputShape: Shape | Shape[]): void {
    const [, , F] = singleShape("customLstm", inputShape, 3);
    const H = this.units;
    const key = randomKey(this.seed);
    const glorot = tf.initializers.glorotUniform({ seed: toSeed(split(key, "kernel")) });
    this.addWeight("kernel", [F!, 4 * H], "float32", glorot);
    const U = this.addWeight("recurrent_kernel", [H, 4 * H], "float32", tf.initializers.zeros());
    const b = this.addWeight("bias", [4 * H], "float32", tf.initializers.zeros());
    tf.tidy(() => {
      U.write(orthogonal(H, 4 * H, toSeed(split(key, "recurrent"))));
      b.write(tf.concat([tf.zeros([H]), tf.ones([H]), tf.zeros([2 * H])]));
    });
    super.build(inputShape);
  }

  /** Walks over the steps, oldest first. */
  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => {
      const [W, U, b] = this.weights.map((weight) => weight.read());
      const x = singleTensor(inputs); // [B, T, F]
      const zeros = tf.zeros([x.shape[0]!, this.units]);
      const weights = { W: W!, U: U!, b: b! };
      let state: { h: Tensor; c: Tensor } = { h: zeros, c: zeros };
      for (const xt of tf.unstack(x, 1)) state = lstmStep(weights, xt, state.h, state.c);
      return state.h; // [B, H]
    });
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [batch = null] = singleShape("customLstm", inputShape, 3);
    return [batch, this.units];
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), units: this.units, seed: this.seed };
  }
}
tf.serialization.registerClass(CustomLstm);
