import { beforeAll, expect, test } from "vitest";
import { adam, applyTo, compileStep, startEngine, tf, type LayersModel, type Tensor } from "../index.ts";
import { isNative } from "../native.ts";
import { drawn } from "../layers/layers.fixture.ts";

beforeAll(async () => void (await startEngine()));

const seed = 3;
const init = () => tf.initializers.glorotUniform({ seed });

/** Weights and losses of ten training steps. */
function trained(build: () => LayersModel, x: Tensor, compiled: boolean): number[] {
  const model = build();
  const optimizer = adam({ learningRate: 0.01 });
  const variables = model.trainableWeights.flatMap((weight) => {
    const variable: Tensor = weight.read();
    return variable instanceof tf.Variable ? [variable] : [];
  });
  const step = (input: Tensor) => tf.tidy(() => {
    const { grads, value } = tf.variableGrads(() => tf.mean(tf.square(applyTo(model, input, { training: true }))).asScalar(), variables);
    optimizer.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
    return value;
  });
  const made = compileStep(step);
  const losses = Array.from({ length: 10 }, () => (compiled ? made(x) : step(x)).dataSync()[0]!);
  if (compiled && isNative()) expect(made.report()[0]!.ops).toBeGreaterThan(0);
  made.dispose();
  const weights = model.getWeights().flatMap((weight) => Array.from(weight.dataSync()));
  model.dispose();
  optimizer.dispose();
  return [...losses, ...weights];
}

const sequence = (...layers: Parameters<ReturnType<typeof tf.sequential>["add"]>[0][]) => () => {
  const model = tf.sequential();
  layers.forEach((layer) => model.add(layer));
  return model;
};

/** `lacks` names the op whose absence keeps wasm from training the stack at all. */
const stacks: Readonly<Record<string, { build: () => () => LayersModel; x: () => Tensor; lacks?: string }>> = {
  "an LSTM": { build: () => sequence(tf.layers.lstm({ units: 3, inputShape: [4, 2], kernelInitializer: init(), recurrentInitializer: init() })), x: () => drawn([3, 4, 2], 1) },
  "a GRU": { build: () => sequence(tf.layers.gru({ units: 3, inputShape: [4, 2], kernelInitializer: init(), recurrentInitializer: init() })), x: () => drawn([3, 4, 2], 1) },
  "a convolution with pooling": {
    build: () => sequence(
      tf.layers.conv2d({ filters: 2, kernelSize: 3, activation: "relu", inputShape: [6, 6, 1], kernelInitializer: init() }), tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(), tf.layers.dense({ units: 1, kernelInitializer: init() })),
    x: () => drawn([2, 6, 6, 1], 1), lacks: "Conv2DBackpropFilter",
  },
  "a convolution over time": { build: () => sequence(tf.layers.conv1d({ filters: 3, kernelSize: 2, inputShape: [5, 2], kernelInitializer: init() }), tf.layers.globalAveragePooling1d()), x: () => drawn([3, 5, 2], 1), lacks: "Conv2DBackpropFilter" },
  "batch normalization, whose averages move": { build: () => sequence(tf.layers.dense({ units: 4, inputShape: [3], kernelInitializer: init() }), tf.layers.batchNormalization()), x: () => drawn([5, 3], 1) },
  "layer normalization": { build: () => sequence(tf.layers.dense({ units: 4, inputShape: [3], activation: "selu", kernelInitializer: init() }), tf.layers.layerNormalization()), x: () => drawn([5, 3], 1) },
  "an embedding": { build: () => sequence(tf.layers.embedding({ inputDim: 6, outputDim: 2, inputLength: 3, embeddingsInitializer: init() }), tf.layers.flatten()), x: () => tf.tensor2d([[0, 1, 5], [2, 2, 3]], [2, 3], "int32"), lacks: "UnsortedSegmentSum" },
};

for (const [name, { build, lacks, x }] of Object.entries(stacks)) {
  test(`the package's own layers train compiled as they train eager, to the last bit: ${name}`, () => {
    const input = x();
    if (lacks !== undefined && !isNative()) return expect(() => trained(build(), input, false)).toThrow(lacks);
    expect(trained(build(), input, true)).toEqual(trained(build(), input, false));
  });
}

test("a row that is not there is refused by the gather itself", () => {
  expect(() => tf.gather(tf.tensor1d([1, 2, 3]), tf.tensor1d([0, 3], "int32")).dataSync()).toThrow(/\[0, 3\)|out of bounds|not in \[0, 2\]/);
});
