import { beforeAll, expect, test } from "vitest";
import { randomKey, split } from "../../random/index.ts";
import {
  adam, bidirectional, compileStep, conv1d, dense, dropout, gaussianNoise, gru, layerNormalization, lstm, multiHeadAttention, spatialDropout1d, startEngine, tf, type Tensor,
} from "../index.ts";
import { drawn } from "./layers.fixture.ts";

const [B, T, F] = [4, 6, 3];

beforeAll(async () => void (await startEngine()));

/** Layers that know masks behind a masking, or behind a convolution, which knows none; each with the noise it can make. */
type First = "masking" | "convolution";

function everyLayer(first: First) {
  const key = (name: string) => split(randomKey(1), name);
  const model = tf.sequential();
  const convolution = () => conv1d({ filters: 4, kernelSize: 2, dilation: 2, activation: "relu", key: key("conv"), inputShape: [T, F] });
  model.add(first === "masking" ? tf.layers.masking({ inputShape: [T, F] }) : convolution());
  model.add(bidirectional(lstm({ units: 2, returnSequences: true, dropout: 0.2, recurrentDropout: 0.2, key: key("both") })));
  model.add(spatialDropout1d({ rate: 0.2, key: key("spatial") }));
  model.add(gaussianNoise({ deviation: 0.1, key: key("noise") }));
  model.add(multiHeadAttention({ heads: 2, keyDim: 2, causal: true, dropout: 0.2, key: key("attention") }));
  model.add(layerNormalization());
  model.add(lstm({ units: 3, returnSequences: true, goBackwards: true, key: key("back") }));
  model.add(gru({ units: 3, recurrentDropout: 0.2, key: key("gru") }));
  model.add(dropout({ rate: 0.2, key: key("dropout") }));
  model.add(dense({ units: 1, activation: "tanh", key: key("head") }));
  return model;
}

/** Sequences whose last two steps are masked. */
function padded(seed: number): Tensor {
  return tf.pad(drawn([B, T - 2, F], seed), [[0, 0], [0, 2], [0, 0]]);
}

function trained(first: First, isCompiled: boolean) {
  const model = everyLayer(first);
  const optimizer = adam({ learningRate: 0.01 });
  const step = (x: Tensor, y: Tensor) => tf.tidy(() => {
    const loss = () => tf.mean(tf.squaredDifference([model.apply(x, { training: true })].flat().filter((output) => output instanceof tf.Tensor)[0]!, y)).asScalar();
    const { grads, value } = tf.variableGrads(loss);
    optimizer.applyGradients(grads);
    return value;
  });
  const run = isCompiled ? compileStep(step, { name: "every layer" }) : step;
  const losses = Array.from({ length: 8 }, (_, k) => run(padded(k), drawn([B, 1], 100 + k)).dataSync()[0]!);
  const weights = model.getWeights().map((weight) => Array.from(weight.dataSync()));
  model.dispose();
  optimizer.dispose();
  return { losses, weights };
}

test.each(["masking", "convolution"] as const)("all layers behind a %s give their tensors back when their model is disposed", (first) => {
  const before = tf.memory().numTensors;
  const model = everyLayer(first);
  tf.tidy(() => void model.apply(padded(1), { training: true }));
  expect(tf.memory().numTensors).toBeGreaterThan(before);
  model.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test.each(["masking", "convolution"] as const)("all layers behind a %s train to the same bits op by op and as one function, and in each run", (first) => {
  const eager = trained(first, false);
  expect(new Set(eager.losses).size).toBe(8);
  expect(trained(first, true)).toEqual(eager);
  expect(trained(first, false)).toEqual(eager);
});
