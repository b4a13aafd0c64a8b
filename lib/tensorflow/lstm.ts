import type { layers, serialization, Shape, Tensor } from "@tensorflow/tfjs";
import { type RandomKey, randomKey, split, toSeed } from "../random/index.ts";
import { blockLstm } from "./blockLstm.ts";
import { TensorflowError } from "./error.ts";
import { singleShape, singleTensor } from "./inputs.ts";
import { tf } from "./load.ts";
import { lstmLoop } from "./lstmLoop.ts";
import { isNative } from "./native.ts";
import { orthogonal } from "./orthogonal.ts";

export type LstmOptions = {
  readonly units: number;
  /** Output of every step instead of the last. Default false. */
  readonly returnSequences?: boolean;
  readonly key: RandomKey;
  /** [T, F], needed on the first layer of a stack. */
  readonly inputShape?: readonly [number, number];
  readonly name?: string;
};

type LstmConfig = { readonly units: number; readonly returnSequences?: boolean; readonly seed: number; readonly name?: string };

/**
 * Long short-term memory, one fused op a sequence on native TensorFlow, a loop of plain ops elsewhere; the numbers are the same.
 * Weights and gate order (i f c o) as in Keras: kernel [F, 4H], recurrent kernel [H, 4H], bias [4H].
 * in: [B, T, F]  out: [B, H], or [B, T, H] with `returnSequences`
 */
export function lstm({ inputShape, key, ...options }: LstmOptions): layers.Layer {
  return new FusedLstm({ ...options, seed: toSeed(key), ...(inputShape ? { inputShape: [...inputShape] } : {}) });
}

class FusedLstm extends tf.layers.Layer {
  static readonly className = "FusedLstm";
  readonly units: number;
  readonly returnSequences: boolean;
  readonly seed: number;

  constructor(config: LstmConfig & { inputShape?: Shape }) {
    super(config);
    if (!Number.isInteger(config.units) || config.units < 1) {
      throw new TensorflowError(`lstm: units must be a positive integer, got ${config.units}`);
    }
    this.units = config.units;
    this.returnSequences = config.returnSequences ?? false;
    this.seed = config.seed;
  }

  override build(inputShape: Shape | Shape[]): void {
    const [, , features] = singleShape("lstm", inputShape, 3);
    const width = 4 * this.units;
    const key = randomKey(this.seed);
    const glorot = tf.initializers.glorotUniform({ seed: toSeed(split(key, "kernel")) });
    const zeros = tf.initializers.zeros();
    this.addWeight("kernel", [features!, width], "float32", glorot);
    const recurrent = this.addWeight("recurrent_kernel", [this.units, width], "float32", zeros);
    const bias = this.addWeight("bias", [width], "float32", zeros);
    tf.tidy(() => {
      recurrent.write(orthogonal(this.units, width, toSeed(split(key, "recurrent"))));
      // The forget gate starts open, so that the cell remembers before it has learnt to. Jozefowicz 2015.
      bias.write(tf.concat([tf.zeros([this.units]), tf.ones([this.units]), tf.zeros([2 * this.units])]));
    });
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [batch = null, steps = null] = singleShape("lstm", inputShape, 3);
    return this.returnSequences ? [batch, steps, this.units] : [batch, this.units];
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => {
      const [kernel, recurrent, bias] = this.weights.map((weight) => weight.read());
      const x = tf.transpose(singleTensor(inputs), [1, 0, 2]); // [T, B, F]
      const h = isNative()
        ? blockLstm(x, tf.concat([kernel!, recurrent!], 0), bias!)
        : lstmLoop(x, kernel!, recurrent!, bias!); // [T, B, H]
      if (this.returnSequences) return tf.transpose(h, [1, 0, 2]); // [B, T, H]
      const [steps = 1, batch = 1] = h.shape;
      return tf.reshape(tf.slice(h, [steps - 1, 0, 0], [1, batch, this.units]), [batch, this.units]); // [B, H]
    });
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), units: this.units, returnSequences: this.returnSequences, seed: this.seed };
  }
}
tf.serialization.registerClass(FusedLstm);
