import type { layers, serialization, Shape, Tensor } from "@tensorflow/tfjs";
import { randomKey, split, toSeed } from "../../random/index.ts";
import { TensorflowError } from "../error.ts";
import { singleShape } from "../inputs.ts";
import { tf } from "../load.ts";
import { dropoutMask } from "./dropoutMask.ts";
import { glorotUniform } from "./initializers.ts";
import { carriedMask, noMask, refusePassedMask } from "./masks.ts";
import { orthogonal } from "./orthogonal.ts";
import { checkedRecurrentConfig, type RecurrentConfig } from "./recurrentOptions.ts";
import type { Sequence, Wanted } from "./recurrence.ts";

type Call = { readonly mask?: Tensor | null; readonly training?: boolean };
type Apply = layers.Layer["apply"];

/**
 * What recurrent layers share: Keras's weights for G gates, initial states, masks, dropout, the order of the axes.
 * Kernel [F, G·H] Glorot uniform, recurrent kernel [H, G·H] with orthonormal rows, bias.
 * in: [B, T, F], and the states [B, H] before the first step in a list behind it or as `apply(x, { initialState })`
 * out: [B, H], or [B, T, H] with `returnSequences`; with `returnState` the states after the last step behind it
 */
export abstract class RecurrentLayer extends tf.layers.Layer {
  readonly options: Required<Pick<RecurrentConfig, "units" | "returnSequences" | "returnState" | "goBackwards" | "dropout" | "recurrentDropout" | "seed">>;
  abstract readonly gates: number;
  /** States carried from step to step: h, and c of an LSTM. */
  abstract readonly stateCount: number;
  private wasMasked = false;

  constructor(config: RecurrentConfig) {
    super(config);
    this.options = checkedRecurrentConfig(config);
    this.supportsMasking = true;
  }

  /** The recurrence. out: the wanted of h [T, B, H] and the states [B, H] */
  abstract run(sequence: Sequence, weights: readonly Tensor[], wanted: Wanted): Tensor[];

  /** First value of the bias. */
  abstract initialBias(): Tensor;

  override build(inputShape: Shape | Shape[]): void {
    const [, , features] = singleShape(this.name, inputShape, 3);
    const { dropout, recurrentDropout, seed, units } = this.options;
    const width = this.gates * units;
    const key = randomKey(seed);
    const zeros = tf.initializers.zeros();
    this.addWeight("kernel", [features!, width], "float32", glorotUniform(split(key, "kernel")));
    tf.tidy(() => {
      const bias = this.initialBias();
      this.addWeight("recurrent_kernel", [units, width], "float32", zeros).write(orthogonal(units, width, toSeed(split(key, "recurrent"))));
      this.addWeight("bias", bias.shape, "float32", zeros).write(bias);
    });
    if (dropout > 0 || recurrentDropout > 0) this.addWeight("calls", [], "int32", zeros, undefined, false);
    this.built = true;
  }

  override apply(inputs: Parameters<Apply>[0], { initialState = [], ...options }: Parameters<Apply>[1] = {}): ReturnType<Apply> {
    const all = [inputs, initialState].flat();
    return super.apply(all.length === 1 ? inputs : all, options);
  }

  override call(inputs: Tensor | Tensor[], { mask, training = false }: Call = {}): Tensor | Tensor[] {
    this.wasMasked = Boolean(mask);
    return tf.tidy(() => {
      const [x, ...given] = Array.isArray(inputs) ? inputs : [inputs];
      const { returnSequences, returnState, units } = this.options;
      const [batch = 1, , features = 1] = x!.shape;
      const states = this.initialStates(given, [batch, units]);
      const { input, recurrent } = training ? this.dropoutMasks(batch, features) : {};
      const sequence = {
        x: this.ordered(tf.transpose(input ? tf.mul(x!, tf.expandDims(input, 1)) : x!, [1, 0, 2])), // [T, B, F]
        mask: mask ? this.ordered(tf.cast(tf.transpose(mask), "float32")) : undefined, // [T, B]
        recurrentMask: recurrent,
        states,
      };
      const weights = this.weights.slice(0, 3).map((weight) => weight.read());
      const [h, ...last] = this.run(sequence, weights, { everyStep: returnSequences, lastStates: returnState });
      if (returnSequences) return listed([tf.transpose(h!, [1, 0, 2]), ...last]); // [B, T, H]
      return listed(returnState ? [tf.clone(h!), h!, ...last] : [h!]);
    });
  }

  /** Steps in the order in which they are read. in and out: time first */
  private ordered(steps: Tensor): Tensor {
    return this.options.goBackwards ? tf.reverse(steps, 0) : steps;
  }

  private initialStates(given: readonly Tensor[], shape: [number, number]): readonly Tensor[] {
    if (given.length === 0) return Array.from({ length: this.stateCount }, () => tf.zeros(shape));
    if (given.length === this.stateCount && given.every((state) => state.shape.join() === shape.join())) return given;
    throw new TensorflowError(
      `"${this.name}": the initial state needs ${this.stateCount} tensors of shape [${shape.join(", ")}], got ${given.map((state) => `[${state.shape.join(", ")}]`).join(" ")}`,
    );
  }

  /** One mask a sequence: every step drops the same features and the same units. Gal & Ghahramani 2016. */
  private dropoutMasks(batch: number, features: number): { readonly input?: Tensor; readonly recurrent?: Tensor } {
    const { dropout, recurrentDropout, seed, units } = this.options;
    if (dropout === 0 && recurrentDropout === 0) return {};
    const calls = this.weights[3]!;
    const seedOf = (name: string) => toSeed(split(randomKey(seed), name));
    const counter = calls.read();
    const masks = {
      ...(dropout > 0 ? { input: dropoutMask([batch, features], dropout, seedOf("dropout"), counter) } : {}),
      ...(recurrentDropout > 0 ? { recurrent: dropoutMask([batch, units], recurrentDropout, seedOf("recurrent dropout"), counter) } : {}),
    };
    calls.write(tf.add(counter, tf.scalar(1, "int32")));
    return masks;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    const [batch = null, steps = null] = singleShape(this.name, inputShape, 3);
    const { returnSequences, returnState, units } = this.options;
    const output = returnSequences ? [batch, steps, units] : [batch, units];
    return returnState ? [output, ...Array.from({ length: this.stateCount }, (): Shape => [batch, units])] : output;
  }

  override computeMask(_: Tensor | Tensor[], mask?: Tensor | Tensor[]): Tensor | Tensor[] {
    refusePassedMask(this.name, this.wasMasked, mask);
    const { returnSequences, returnState } = this.options;
    const output = returnSequences ? carriedMask(mask) : noMask;
    return returnState ? [output, ...Array.from({ length: this.stateCount }, () => noMask)] : output;
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), ...this.options };
  }
}

function listed(outputs: Tensor[]): Tensor | Tensor[] {
  return outputs.length === 1 ? outputs[0]! : outputs;
}
