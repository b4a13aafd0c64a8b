import { beforeAll, describe, expect, test } from "vitest";
import { startEngine, tf, type Tensor } from "../index.ts";
import { gruLoop } from "./gruLoop.ts";
import { gruOp } from "./gruOp.ts";
import { fusedRoutes } from "../graph/routes.ts";
import { formula, kerasCases, kerasLayer, type KerasCase } from "./keras.fixture.ts";
import { outputsOf, ROUTES, trainableVariables } from "./layers.fixture.ts";
import { lstmLoop } from "./lstmLoop.ts";
import { lstmOp } from "./lstmOp.ts";

beforeAll(async () => void (await startEngine()));

/** Each within 1e-5 of the reference, relative where it is greater than 1. */
function expectNumbers(got: Tensor, expected: readonly number[]) {
  const values = got.dataSync();
  expect(values.length).toBe(expected.length);
  for (let k = 0; k < expected.length; k++) expect(Math.abs(values[k]! - expected[k]!)).toBeLessThan(1e-5 * Math.max(1, Math.abs(expected[k]!)));
}

/** The reference's loss: Σ output·w over the outputs. */
function lossOf(outputs: readonly Tensor[]): Tensor {
  return tf.addN(outputs.map((output, k) => tf.sum(tf.mul(output, formula(output.shape, 90 + k)))));
}

/** Whether the masks of dropout are given in the reference, so that no layer can draw them. */
const isDropped = ({ name }: KerasCase) => name.includes("dropout");

describe.each(ROUTES)("on $route", ({ run }) => {
  test.each(kerasCases.filter((each) => !isDropped(each)))("$name has the numbers of Keras, forward and in its gradients", (reference) => {
    const layer = kerasLayer(reference);
    const [batch = 1] = reference.input;
    const sources = [formula(reference.input, 0), ...Array.from({ length: reference.states }, (_, k) => formula([batch, 2], 50 + k))];
    const options = reference.mask ? { mask: tf.tensor2d(reference.mask, undefined, "bool") } : {};
    const inputs = sources.map((source) => tf.variable(source));
    const weights = trainableVariables(layer);
    const outputs = run(() => outputsOf(layer, inputs, options));
    expect(outputs.map(({ shape }) => shape)).toEqual(reference.outputs.map(({ shape }) => shape));
    outputs.forEach((output, k) => expectNumbers(output, reference.outputs[k]!.values));
    const { grads } = run(() => tf.variableGrads(() => lossOf(outputsOf(layer, inputs, options)).asScalar(), [...inputs, ...weights]));
    const expected = [reference.gradients.input, ...reference.gradients.states, ...reference.gradients.weights];
    [...inputs, ...weights].forEach((variable, k) => expectNumbers(grads[variable.name]!, expected[k]!));
  });

  test.each(kerasCases.filter(isDropped))("$name has the numbers of Keras for given masks, forward and in its gradients", (reference) => {
    const [B = 1, T = 1, F = 1] = reference.input;
    const mask = (width: number, k: number) => tf.mul(tf.cast(tf.greater(formula([B, width], k), 0), "float32"), 2);
    const whole = { everyStep: true, lastStates: false };
    const sequence = (x: Tensor) => ({
      x: tf.transpose(tf.mul(x, tf.reshape(mask(F, 70), [B, 1, F])), [1, 0, 2]),
      states: [tf.zeros([B, 2]), tf.zeros([B, 2])],
      recurrentMask: mask(2, 71),
    });
    const output = (x: Tensor, kernel: Tensor, recurrent: Tensor, bias: Tensor) => {
      if (reference.layer === "LSTM") return (fusedRoutes() ? lstmOp : lstmLoop)(sequence(x), { kernel, recurrent, bias }, whole)[0]!;
      const [inputBias, recurrentBias] = bias.rank === 2 ? tf.unstack(bias) : [bias];
      return (fusedRoutes() ? gruOp : gruLoop)(sequence(x), { kernel, recurrent, bias: inputBias!, recurrentBias }, whole)[0]!;
    };
    const tensors = [formula([B, T, F], 0), ...reference.weights.map((shape, k) => formula(shape, k + 1))];
    const sequences = (...[x, w, u, b]: Tensor[]) => tf.transpose(output(x!, w!, u!, b!), [1, 0, 2]);
    run(() => expectNumbers(sequences(...tensors), reference.outputs[0]!.values));
    const gradients = run(() => tf.grads((...all: Tensor[]) => lossOf([sequences(...all)]))(tensors));
    [reference.gradients.input, ...reference.gradients.weights].forEach((expected, k) => expectNumbers(gradients[k]!, expected));
  });
});
