import { randomKey, randomStream } from "../../random/index.ts";
import { applyTo, tf, type layers, type Tensor, type Variable } from "../index.ts";

/** Normal numbers of deviation ½ in a shape. */
export function drawn(shape: number[], seed: number): Tensor {
  const { normal } = randomStream(randomKey(seed));
  return tf.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 0.5 * normal()), shape);
}

/** Gradients of the sum of squares of a layer's output, by its weights, in their order. */
export function weightGradients(layer: layers.Layer, x: Tensor): Tensor[] {
  const variables = layer.trainableWeights.flatMap((weight): Variable[] => {
    const variable: Tensor = weight.read();
    return variable instanceof tf.Variable ? [variable] : [];
  });
  const { grads } = tf.variableGrads(() => tf.sum(tf.square(applyTo(layer, x))).asScalar(), variables);
  return variables.map((variable) => grads[variable.name]!);
}

/** A layer of the same class made from the configuration of another, with its weights. */
export function rebuilt(layer: layers.Layer, x: Tensor): layers.Layer {
  const model = tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: x.shape.slice(1) }), layer] });
  const config = JSON.parse(JSON.stringify(model.getConfig()));
  const copy = tf.Sequential.fromConfig(tf.Sequential, config);
  const twin = copy instanceof tf.Sequential ? copy.layers.at(-1) : undefined;
  if (!twin) throw new Error("a configuration rebuilds a stack of layers");
  twin.setWeights(layer.getWeights());
  return twin;
}
