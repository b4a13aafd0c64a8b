import { type RandomKey, randomKey, split, toSeed } from "../../random/index.ts";
import { dropoutMask, glorotUniform, normalizedRows, singleTensor, tf, type layers, type serialization, type Shape, type Tensor } from "../../tensorflow/index.ts";
import { gatedValue } from "./gatedLinearUnit.ts";

/** Sizes of G networks side by side: n numbers in, d hidden, m out. */
export type ResidualSizes = { readonly groups: number; readonly input: number; readonly hidden: number; readonly output: number };

/** W_2 [G, n, d], b_2, W_1 [G, d, d], b_1, [W_4, W_5] [G, d, 2m], b_4 and b_5, γ and β [G, 1, m]; where n ≠ m the map of the input, W_s [G, n, m], b_s. */
export type ResidualWeights = readonly Tensor[];

/** How many tensors these are. */
export function residualCount({ input, output }: ResidualSizes): number {
  return input === output ? 8 : 10;
}

/** How a layer makes a weight. */
export type AddWeight = (name: string, shape: number[], initializer: ReturnType<typeof glorotUniform>) => unknown;

/** Makes the weights of G gated residual networks, in the order of `ResidualWeights`. */
export function addResidualWeights(addWeight: AddWeight, prefix: string, { groups: G, hidden: d, input: n, output: m }: ResidualSizes, key: RandomKey): void {
  const [zeros, ones] = [tf.initializers.zeros(), tf.initializers.ones()];
  const add = (name: string, rows: number, columns: number) => {
    addWeight(`${prefix}/${name}/kernel`, [G, rows, columns], glorotUniform(split(key, name)));
    addWeight(`${prefix}/${name}/bias`, [G, 1, columns], zeros);
  };
  add("inner", n, d);
  add("outer", d, d);
  add("gate", d, 2 * m);
  addWeight(`${prefix}/gamma`, [G, 1, m], ones);
  addWeight(`${prefix}/beta`, [G, 1, m], zeros);
  if (n !== m) add("skip", n, m);
}

/**
 * G gated residual networks at once. Lim et al. 2021, eq. 2–5, https://arxiv.org/abs/1912.09363, without a context.
 *   η_2 = ELU(W_2 a + b_2)     η_1 = W_1 η_2 + b_1     GLU(η) = σ(W_4 η + b_4) ∘ (W_5 η + b_5)     y = norm(a + GLU(η_1))
 * The input takes part in the sum as W_s a + b_s where it has another size. `dropped` multiplies η_1, as a dropout mask.
 * in: a [G, N, n]  out: [G, N, m]
 */
export function gatedResidualOf(a: Tensor, weights: ResidualWeights, dropped?: Tensor): Tensor {
  const [W2, b2, W1, b1, W45, b45, gamma, beta, Ws, bs] = weights;
  const eta2 = tf.elu(tf.add(tf.matMul(a, W2!), b2!)); // [G, N, d]
  const eta1 = tf.add(tf.matMul(eta2, W1!), b1!); // [G, N, d]
  const gated = gatedValue(tf.add(tf.matMul(dropped ? tf.mul(eta1, dropped) : eta1, W45!), b45!)); // [G, N, m]
  const skip = Ws && bs ? tf.add(tf.matMul(a, Ws), bs) : a; // [G, N, m]
  return normalizedGroups(tf.add(skip, gated), gamma!, beta!);
}

/** Layer normalization with a scale and a shift of its own for each group. in: x [G, N, m], γ and β [G, 1, m] */
function normalizedGroups(x: Tensor, gamma: Tensor, beta: Tensor): Tensor {
  const [G = 1, N = 1, m = 1] = x.shape;
  const rows = tf.reshape(x, [G * N, m]);
  if (G === 1) return tf.reshape(normalizedRows(rows, tf.reshape(gamma, [m]), tf.reshape(beta, [m]), 1e-5), [G, N, m]);
  return tf.add(tf.mul(tf.reshape(normalizedRows(rows, tf.ones([m]), tf.zeros([m]), 1e-5), [G, N, m]), gamma), beta);
}

type ResidualConfig = { readonly units: number; readonly dropoutRate: number; readonly seed: number; readonly name?: string };

/** A gated residual network as a layer. in: [B, T, n] or [B, n]  out: the same with d numbers at the end */
export function gatedResidual({ key, ...options }: { readonly units: number; readonly dropoutRate: number; readonly key: RandomKey; readonly name?: string }): layers.Layer {
  return new GatedResidual({ ...options, seed: toSeed(key) });
}

class GatedResidual extends tf.layers.Layer {
  static readonly className = "GatedResidual";
  readonly options: { readonly units: number; readonly dropoutRate: number; readonly seed: number };

  constructor(config: ResidualConfig) {
    super(config);
    const { dropoutRate, seed, units } = config;
    this.options = { units, dropoutRate, seed };
  }

  override build(inputShape: Shape | Shape[]): void {
    const { dropoutRate, seed, units } = this.options;
    const [input] = [inputShape].flat(2).slice(-1);
    const add: AddWeight = (name, shape, initializer) => this.addWeight(name, shape, "float32", initializer);
    addResidualWeights(add, "residual", { groups: 1, input: input!, hidden: units, output: units }, randomKey(seed));
    if (dropoutRate > 0) this.addWeight("calls", [], "int32", tf.initializers.zeros(), undefined, false);
    this.built = true;
  }

  override call(inputs: Tensor | Tensor[], { training = false }: { training?: boolean } = {}): Tensor {
    return tf.tidy(() => {
      const { dropoutRate, units } = this.options;
      const x = singleTensor(inputs);
      const [input = 1] = x.shape.slice(-1);
      const rows = x.size / input;
      const weights = this.weights.slice(0, input === units ? 8 : 10).map((weight) => weight.read());
      const dropped = training && dropoutRate > 0 ? drawnMask(this, [1, rows, units], dropoutRate, this.options.seed) : undefined;
      return tf.reshape(gatedResidualOf(tf.reshape(x, [1, rows, input]), weights, dropped), [...x.shape.slice(0, -1), units]);
    });
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return [...inputShape.slice(0, -1), this.options.units];
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), ...this.options };
  }
}
tf.serialization.registerClass(GatedResidual);

/** The next dropout mask of a layer whose last weight counts its training calls. */
export function drawnMask(layer: layers.Layer, shape: number[], rate: number, seed: number): Tensor {
  const calls = layer.weights.at(-1)!;
  const counter = calls.read();
  const mask = dropoutMask(shape, rate, toSeed(split(randomKey(seed), "dropout")), counter);
  calls.write(tf.add(counter, tf.scalar(1, "int32")));
  return mask;
}
