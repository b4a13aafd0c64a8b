import { type RandomKey, randomKey, split, toSeed } from "../random/index.ts";
import { orthogonal, singleShape, singleTensor, tf, type layers, type serialization, type Shape, type Tensor } from "../tensorflow/index.ts";

/**
 * An LSTM of one's own, down to the gates, for teaching.
 * Hochreiter & Schmidhuber 1997, https://doi.org/10.1162/neco.1997.9.8.1735; forget gate: Gers, Schmidhuber & Cummins 2000.
 *   i = σ(x W_i + h U_i + b_i)      what is let in
 *   f = σ(x W_f + h U_f + b_f)      what is kept
 *   g = tanh(x W_g + h U_g + b_g)   what is offered
 *   o = σ(x W_o + h U_o + b_o)      what is shown
 *   c ← f∘c + i∘g      h ← o∘tanh(c)
 * The four gates lie side by side in one product, in Keras's order i f g o: W [F, 4H], U [H, 4H], b [4H].
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

  /** One step of the cell. in: x [B, F], h and c [B, H]  out: the next h and c */
  step(x: Tensor, h: Tensor, c: Tensor): { h: Tensor; c: Tensor } {
    const [W, U, b] = this.weights.map((weight) => weight.read());
    const z = tf.add(tf.add(tf.matMul(x, W!), tf.matMul(h, U!)), b!); // [B, 4H]
    const [zi, zf, zg, zo] = tf.split(z, 4, 1); // [B, H] each
    const i = tf.sigmoid(zi!);
    const f = tf.sigmoid(zf!);
    const g = tf.tanh(zg!);
    const o = tf.sigmoid(zo!);
    const next = tf.add(tf.mul(f, c), tf.mul(i, g)); // [B, H]
    return { h: tf.mul(o, tf.tanh(next)), c: next };
  }

  /** Walks over the steps, oldest first. */
  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => {
      const x = singleTensor(inputs); // [B, T, F]
      const zeros = tf.zeros([x.shape[0]!, this.units]);
      let state: { h: Tensor; c: Tensor } = { h: zeros, c: zeros };
      for (const xt of tf.unstack(x, 1)) state = this.step(xt, state.h, state.c);
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
