import type { layers, serialization, Shape, Tensor } from "@tensorflow/tfjs";
import { randomKey, split, toSeed } from "../../random/index.ts";
import { TensorflowError } from "../error.ts";
import { singleShape } from "../inputs.ts";
import { tf } from "../load.ts";
import { carriedMask, noMask, refusePassedMask } from "./masks.ts";
import { RecurrentLayer } from "./recurrentLayer.ts";

/** How the outputs of the two directions become one; null keeps them apart, in a list. */
export type MergeMode = "concat" | "sum" | "ave" | "mul" | null;

type BidirectionalConfig = {
  layer: { readonly className: string; readonly config: serialization.ConfigDict };
  mergeMode?: MergeMode;
  name?: string;
  inputShape?: Shape;
};

/**
 * A recurrent layer and its twin that reads the sequence from the end; the twin draws its weights from a key of its own.
 * Schuster & Paliwal 1997. For a window that ends in the present, both directions see the past alone.
 * Weights as in Keras: those of the forward layer, then those of the backward one. Where a mask hides a step of a sequence, its output is 0.
 * in: [B, T, F], and the initial states of the forward, then of the backward layer behind it
 * out: [B, 2H] merged by "concat", [B, H] else, or [B, T, 2H] and [B, T, H]; with `returnState` the states of both behind it
 */
export function bidirectional(
  layer: layers.Layer,
  { inputShape, mergeMode = "concat", name }: { readonly mergeMode?: MergeMode; readonly name?: string; readonly inputShape?: readonly [number, number] } = {},
): layers.Layer {
  const config = { layer: { className: layer.getClassName(), config: layer.getConfig() }, mergeMode };
  return new Bidirectional({ ...config, ...(name ? { name } : {}), ...(inputShape ? { inputShape: [...inputShape] } : {}) });
}

class Bidirectional extends tf.layers.Layer {
  static readonly className = "BidirectionalRecurrent";
  readonly forward: RecurrentLayer;
  readonly backward: RecurrentLayer;
  readonly config: BidirectionalConfig["layer"];
  readonly mergeMode: MergeMode;
  private wasMasked = false;

  constructor({ layer, mergeMode = "concat", ...config }: BidirectionalConfig) {
    const { batchInputShape, ...shared } = layer.config;
    super({ ...(Array.isArray(batchInputShape) ? { batchInputShape: batchInputShape.map(sizeOf) } : {}), ...config });
    if (mergeMode !== null && !(mergeMode in MERGES)) {
      throw new TensorflowError(`bidirectional: mergeMode must be "concat", "sum", "ave", "mul" or null, got "${mergeMode}"`);
    }
    this.config = layer;
    this.mergeMode = mergeMode;
    this.supportsMasking = true;
    this.forward = recurrentLayer(layer.className, { ...shared, name: `forward_${shared["name"]}` });
    this.backward = recurrentLayer(layer.className, {
      ...shared,
      name: `backward_${shared["name"]}`,
      goBackwards: !this.forward.options.goBackwards,
      seed: toSeed(split(randomKey(this.forward.options.seed), "backward")),
    });
  }

  /** Each half is built by a symbolic call, which alone puts the half's name before those of its weights. */
  override build(inputShape: Shape | Shape[]): void {
    const batchShape = [...singleShape(this.name, inputShape, 3)];
    for (const half of this.halves()) half.apply(tf.input({ batchShape }));
    this.built = true;
  }

  override get trainableWeights() {
    return this.trainable ? this.halves().flatMap((half) => half.trainableWeights) : [];
  }

  override get nonTrainableWeights() {
    return this.halves().flatMap((half) => (this.trainable ? half.nonTrainableWeights : half.weights));
  }

  /** Empty while the constructor of the base class runs. */
  private halves(): readonly RecurrentLayer[] {
    return this.backward ? [this.forward, this.backward] : [];
  }

  override apply(...args: Parameters<layers.Layer["apply"]>): ReturnType<layers.Layer["apply"]> {
    const [inputs, { initialState = [], ...options } = {}] = args;
    const all = [inputs, initialState].flat();
    return super.apply(all.length === 1 ? inputs : all, options);
  }

  override call(inputs: Tensor | Tensor[], options: Parameters<RecurrentLayer["call"]>[1] = {}): Tensor | Tensor[] {
    this.wasMasked = Boolean(options.mask);
    return tf.tidy(() => {
      const [x, ...states] = Array.isArray(inputs) ? inputs : [inputs];
      const half = states.length / 2;
      const { returnSequences } = this.forward.options;
      const [y, ...last] = [this.forward.call([x!, ...states.slice(0, half)], options)].flat();
      const [yBack, ...lastBack] = [this.backward.call([x!, ...states.slice(half)], options)].flat();
      const both = [y!, returnSequences ? tf.reverse(yBack!, 1) : yBack!] as const;
      const shown = returnSequences && options.mask ? both.map((output) => hidden(output, options.mask!)) : both;
      const outputs = this.mergeMode === null ? shown : [MERGES[this.mergeMode](shown[0]!, shown[1]!)];
      const all = [...outputs, ...last, ...lastBack];
      return all.length === 1 ? all[0]! : all;
    });
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    const shapes = this.forward.computeOutputShape(inputShape);
    const [output, ...states] = isShapes(shapes) ? shapes : [shapes];
    const [units = 0] = output!.slice(-1);
    const merged = this.mergeMode === "concat" ? [[...output!.slice(0, -1), 2 * (units ?? 0)]] : this.mergeMode === null ? [output!, output!] : [output!];
    const all = [...merged, ...states, ...states];
    return all.length === 1 ? all[0]! : all;
  }

  override computeMask(_: Tensor | Tensor[], mask?: Tensor | Tensor[]): Tensor | Tensor[] {
    refusePassedMask(this.name, this.wasMasked, mask);
    const { returnSequences, returnState } = this.forward.options;
    const output = returnSequences ? carriedMask(mask) : noMask;
    const states = returnState ? Array.from({ length: 2 * this.forward.stateCount }, () => noMask) : [];
    const all = [...(this.mergeMode === null ? [output, output] : [output]), ...states];
    return all.length === 1 ? all[0]! : all;
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), layer: { ...this.config }, mergeMode: this.mergeMode };
  }
}
tf.serialization.registerClass(Bidirectional);

const MERGES: Readonly<Record<"concat" | "sum" | "ave" | "mul", (forward: Tensor, backward: Tensor) => Tensor>> = {
  concat: (forward, backward) => tf.concat([forward, backward], -1),
  sum: (forward, backward) => tf.add(forward, backward),
  ave: (forward, backward) => tf.mul(tf.add(forward, backward), 0.5),
  mul: (forward, backward) => tf.mul(forward, backward),
};

/** Zeros where a step is masked. in: [B, T, H], mask [B, T] */
function hidden(output: Tensor, mask: Tensor): Tensor {
  return tf.mul(output, tf.expandDims(tf.cast(mask, "float32"), 2));
}

/** A layer of a class registered with TensorFlow.js. */
function recurrentLayer(className: string, config: serialization.ConfigDict): RecurrentLayer {
  const [kind, fromConfig] = tf.serialization.SerializationMap.getMap().classNameMap[className] ?? [];
  const layer: unknown = kind && fromConfig?.(kind, config);
  if (layer instanceof RecurrentLayer) return layer;
  throw new TensorflowError(`bidirectional: the layer must be an lstm, a gru or another RecurrentLayer, got a ${className}`);
}

/** A size of a configuration; the batch's is null. */
function sizeOf(size: unknown): number | null {
  return typeof size === "number" ? size : null;
}

function isShapes(shapes: Shape | Shape[]): shapes is Shape[] {
  return Array.isArray(shapes[0]);
}
