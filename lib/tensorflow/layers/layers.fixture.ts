import { randomKey, randomStream } from "../../random/index.ts";
import { applyTo, tf, withPlainRoutes, type layers, type Tensor, type Variable } from "../index.ts";
import { fusedRoutes } from "../graph/routes.ts";

/** Normal numbers of deviation ½ in a shape. */
export function drawn(shape: number[], seed: number): Tensor {
  const { normal } = randomStream(randomKey(seed));
  return tf.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 0.5 * normal()), shape);
}

/** Gradients of the sum of squares of a layer's output, by its weights, in their order. */
export function weightGradients(layer: layers.Layer, x: Tensor): Tensor[] {
  const variables = trainableVariables(layer);
  const { grads } = tf.variableGrads(() => tf.sum(tf.square(applyTo(layer, x))).asScalar(), variables);
  return variables.map((variable) => grads[variable.name]!);
}

/** The variables of a layer's trainable weights, in their order. */
export function trainableVariables(layer: layers.Layer): Variable[] {
  return layer.trainableWeights.flatMap((weight): Variable[] => {
    const variable: Tensor = weight.read();
    return variable instanceof tf.Variable ? [variable] : [];
  });
}

/** All outputs of a layer, for one input or several. */
export function outputsOf(layer: layers.Layer, inputs: Tensor | Tensor[], options: Record<string, unknown> = {}): Tensor[] {
  return [layer.apply(inputs, options)].flat().flatMap((output): Tensor[] => (output instanceof tf.Tensor ? [output] : []));
}

/** Every route that this engine has: plain ops, and this project's own where they are compiled in. */
export const ROUTES: readonly { readonly route: string; readonly run: <Result>(work: () => Result) => Result }[] = [
  { route: "plain ops", run: withPlainRoutes },
  { route: "the engine's own route", run: (work) => work() },
];

/** Whether the second route differs from the first on this engine. */
export function hasOwnRoute(): boolean {
  return fusedRoutes();
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
