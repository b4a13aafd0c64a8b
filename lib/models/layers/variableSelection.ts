import { type RandomKey, randomKey, split, toSeed } from "../../random/index.ts";
import { glorotUniform, singleShape, singleTensor, tf, type layers, type serialization, type Shape, type Tensor } from "../../tensorflow/index.ts";
import { addResidualWeights, drawnMask, gatedResidualOf, residualCount, type AddWeight, type ResidualSizes } from "./gatedResidual.ts";

type SelectionConfig = { readonly units: number; readonly dropoutRate: number; readonly seed: number; readonly name?: string };

/**
 * Variable selection: at each step every column gets d numbers of its own, and a share of the sum. Lim et al. 2021, §4.2, https://arxiv.org/abs/1912.09363.
 *   ξ_f = x_f w_f + b_f     Ξ = [ξ_1, …, ξ_F]     v = softmax(GRN_v(Ξ))     ξ̃_f = GRN_f(ξ_f)     ξ̃ = Σ over f of v_f ξ̃_f
 * The networks GRN_f of all columns run at once, columns in front: [F, N, d], N = B·T.
 * Weights: w [F, 1, d], b [F, 1, d], those of GRN_v, those of the GRN_f (`ResidualWeights`).
 * in: [B, T, F]  out: ξ̃ [B, T, d] and the shares v [B, T, F]
 */
export function variableSelection({ key, ...options }: { readonly units: number; readonly dropoutRate: number; readonly key: RandomKey; readonly name?: string }): layers.Layer {
  return new VariableSelection({ ...options, seed: toSeed(key) });
}

class VariableSelection extends tf.layers.Layer {
  static readonly className = "VariableSelection";
  readonly options: { readonly units: number; readonly dropoutRate: number; readonly seed: number };

  constructor(config: SelectionConfig) {
    super(config);
    const { dropoutRate, seed, units } = config;
    this.options = { units, dropoutRate, seed };
  }

  override build(inputShape: Shape | Shape[]): void {
    const [, , F] = singleShape(this.name, inputShape, 3);
    const { dropoutRate, seed, units: d } = this.options;
    const key = randomKey(seed);
    const add: AddWeight = (name, shape, initializer) => this.addWeight(name, shape, "float32", initializer);
    add("embedding/kernel", [F!, 1, d], glorotUniform(split(key, "embedding")));
    add("embedding/bias", [F!, 1, d], tf.initializers.zeros());
    addResidualWeights(add, "selection", selectionSizes(F!, d), split(key, "selection"));
    addResidualWeights(add, "variable", variableSizes(F!, d), split(key, "variable"));
    if (dropoutRate > 0) this.addWeight("calls", [], "int32", tf.initializers.zeros(), undefined, false);
    this.built = true;
  }

  override call(inputs: Tensor | Tensor[], { training = false }: { training?: boolean } = {}): Tensor[] {
    return tf.tidy(() => {
      const { dropoutRate, seed, units: d } = this.options;
      const x = singleTensor(inputs);
      const [B = 1, T = 1, F = 1] = x.shape;
      const N = B * T;
      const [w, b, ...rest] = this.weights.map((weight) => weight.read());
      const selection = rest.slice(0, residualCount(selectionSizes(F, d)));
      const variable = rest.slice(selection.length, selection.length + residualCount(variableSizes(F, d)));
      const dropped = training && dropoutRate > 0 ? drawnMask(this, [F + 1, N, d], dropoutRate, seed) : undefined;
      const byColumn = tf.reshape(tf.transpose(tf.reshape(x, [N, F])), [F, N, 1]);
      const xi = tf.add(tf.mul(byColumn, w!), b!); // [F, N, d]
      const Xi = tf.reshape(tf.transpose(xi, [1, 0, 2]), [1, N, F * d]);
      const scores = gatedResidualOf(Xi, selection, dropped && tf.slice(dropped, [F, 0, 0], [1, N, d])); // [1, N, F]
      const v = tf.softmax(tf.reshape(scores, [N, F])); // [N, F]
      const each = gatedResidualOf(xi, variable, dropped && tf.slice(dropped, [0, 0, 0], [F, N, d])); // [F, N, d]
      const selected = tf.sum(tf.mul(each, tf.reshape(tf.transpose(v), [F, N, 1])), 0); // [N, d]
      return [tf.reshape(selected, [B, T, d]), tf.reshape(v, [B, T, F])];
    });
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape[] {
    const [batch = null, T = null, F = null] = singleShape(this.name, inputShape, 3);
    return [[batch, T, this.options.units], [batch, T, F]];
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), ...this.options };
  }
}
tf.serialization.registerClass(VariableSelection);

function selectionSizes(F: number, d: number): ResidualSizes {
  return { groups: 1, input: F * d, hidden: d, output: F };
}

function variableSizes(F: number, d: number): ResidualSizes {
  return { groups: F, input: d, hidden: d, output: d };
}
