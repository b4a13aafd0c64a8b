import { randomKey } from "../../random/index.ts";
import { adam, applyTo, compileStep, tf, type Tensor } from "../../tensorflow/index.ts";
import { drawn, trainableVariables } from "../../tensorflow/layers/layers.fixture.ts";
import type { Network, WindowShape } from "../index.ts";

/** Losses and weights of a network after some steps of Adam on drawn batches, each step as one function or op by op. */
export function trainedSteps(network: Network, shape: WindowShape, { batch, isCompiled, steps }: { readonly batch: number; readonly isCompiled: boolean; readonly steps: number }) {
  const model = network.build(shape, randomKey(1));
  const width = model.outputs[0]!.shape[1]!;
  const optimizer = adam({ learningRate: 0.01 });
  const step = (x: Tensor, y: Tensor) => tf.tidy(() => {
    const { grads, value } = tf.variableGrads(() => tf.mean(tf.squaredDifference(applyTo(model, x, { training: true }), y)).asScalar(), trainableVariables(model));
    optimizer.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
    return value;
  });
  const run = isCompiled ? compileStep(step, { name: network.name }) : step;
  const losses = Array.from({ length: steps }, (_, k) => run(drawn([batch, shape.lookback, shape.features], k), drawn([batch, width], 100 + k)).dataSync()[0]!);
  const weights = model.getWeights().map((weight) => Array.from(weight.dataSync()));
  model.dispose();
  optimizer.dispose();
  return { losses, weights };
}
