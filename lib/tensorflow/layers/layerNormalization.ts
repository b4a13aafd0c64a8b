import type { layers, serialization, Shape, Tensor } from "@tensorflow/tfjs";
import { TensorflowError } from "../error.ts";
import { fusedRoutes } from "../graph/routes.ts";
import { singleTensor } from "../inputs.ts";
import { tf } from "../load.ts";
import { runOp } from "../native.ts";
import { withGradients } from "./customGradient.ts";

/**
 * Layer normalization over the last axis. Ba, Kiros & Hinton 2016, https://arxiv.org/abs/1607.06450.
 *   x̂ = (x − mean x) / √(var x + ε)   y = γ∘x̂ + β
 * Weights as in Keras: gamma [F], beta [F]. in: [..., F]  out: the same shape
 */
export function layerNormalization({ epsilon = 1e-3, ...options }: { readonly epsilon?: number; readonly name?: string } = {}): layers.Layer {
  return new LayerNormalization({ ...options, epsilon });
}

class LayerNormalization extends tf.layers.Layer {
  static readonly className = "FusedLayerNormalization";
  readonly epsilon: number;

  constructor(config: { readonly epsilon: number; readonly name?: string }) {
    super(config);
    if (!(config.epsilon > 0)) throw new TensorflowError(`layerNormalization: epsilon must be a number > 0, got ${config.epsilon}`);
    this.epsilon = config.epsilon;
    this.supportsMasking = true;
  }

  override build(inputShape: Shape | Shape[]): void {
    const [features] = [inputShape].flat(2).slice(-1);
    this.addWeight("gamma", [features!], "float32", tf.initializers.ones());
    this.addWeight("beta", [features!], "float32", tf.initializers.zeros());
    this.built = true;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => {
      const [gamma, beta] = this.weights.map((weight) => weight.read());
      const x = singleTensor(inputs);
      const [features = 1] = x.shape.slice(-1);
      return tf.reshape(normalizedRows(tf.reshape(x, [x.size / features, features]), gamma!, beta!, this.epsilon), x.shape);
    });
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), epsilon: this.epsilon };
  }
}
tf.serialization.registerClass(LayerNormalization);

/** The equation itself, for layers that normalize within: one op where the binding carries it. in: x [N, F], gamma [F], beta [F]  out: [N, F] */
export function normalizedRows(x: Tensor, gamma: Tensor, beta: Tensor, epsilon: number): Tensor {
  return fusedRoutes() ? normalizedOp(x, gamma, beta, epsilon) : normalized(x, gamma, beta, epsilon);
}

/**
 * With a gradient of its own, a third of the ops that the tape would record:
 *   dx = (dx̂ − mean dx̂ − x̂∘mean(dx̂∘x̂)) / √(var x + ε),  dx̂ = γ∘dy
 * in: x [N, F], gamma [F], beta [F]  out: [N, F]
 */
function normalized(x: Tensor, gamma: Tensor, beta: Tensor, epsilon: number): Tensor {
  const [output] = withGradients([x, gamma, beta], () => {
    const centred = tf.sub(x, tf.mean(x, 1, true));
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), epsilon)); // [N, 1]
    const unit = tf.mul(centred, inverse);
    return {
      outputs: [tf.add(tf.mul(unit, gamma), beta)],
      saved: [unit, inverse, gamma],
      gradient: ([dy], [unit_, inverse_, gamma_]) => [
        () => {
          const dUnit = tf.mul(dy!, gamma_!);
          const along = tf.mul(unit_!, tf.mean(tf.mul(dUnit, unit_!), 1, true));
          return tf.mul(tf.sub(tf.sub(dUnit, tf.mean(dUnit, 1, true)), along), inverse_!);
        },
        () => tf.sum(tf.mul(dy!, unit_!), 0),
        () => tf.sum(dy!, 0),
      ],
    };
  });
  return output!;
}

/** The same as one op of the binding, and its gradient as another. in: x [N, F], gamma [F], beta [F]  out: [N, F] */
function normalizedOp(x: Tensor, gamma: Tensor, beta: Tensor, epsilon: number): Tensor {
  const [output] = withGradients([x, gamma, beta], () => {
    const [y, unit, inverse] = runOp("MarketbookNormalization", [], [x, gamma, beta, tf.scalar(epsilon)], 3);
    return {
      outputs: [y!],
      saved: [unit!, inverse!, gamma],
      gradient: ([dy], saved) => runOp("MarketbookNormalizationGrad", [], [...saved, dy!], 3).map((gradient) => () => gradient),
    };
  });
  return output!;
}
