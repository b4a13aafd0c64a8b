import { beforeAll, expect, test } from "vitest";
import { adam, compileStep, startEngine, tf, withPlainRoutes, type Tensor, type Variable } from "../index.ts";
import { drawn } from "../layers/layers.fixture.ts";

beforeAll(async () => void (await startEngine()));

type Applies = { applyGradients(gradients: { name: string; tensor: Tensor }[]): void; dispose(): void };

/** Weights after 50 steps on a quadratic valley. */
function descend(optimizer: Applies, compiled = false): number[] {
  const variables: Variable[] = tf.tidy(() => [drawn([3, 4], 1).variable(), drawn([4], 2).variable()]);
  const x = drawn([5, 3], 3);
  const step = () => tf.tidy(() => {
    const loss = () => tf.mean(tf.square(tf.add(tf.matMul(x.as2D(5, 3), variables[0]!.as2D(3, 4)), variables[1]!))).asScalar();
    const { grads } = tf.variableGrads(loss, variables);
    optimizer.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
  });
  const run = compiled ? compileStep(step) : step;
  for (let k = 0; k < 50; k++) run();
  const weights = variables.flatMap((variable) => Array.from(variable.dataSync()));
  optimizer.dispose();
  tf.dispose([...variables, x]);
  return weights;
}

const close = (ours: readonly number[], theirs: readonly number[]) => ours.forEach((value, k) => expect(value).toBeCloseTo(theirs[k]!, 5));

test("walks where the Adam of TensorFlow.js walks", () => {
  close(descend(adam({ learningRate: 0.05 })), descend(tf.train.adam(0.05)));
});

test("gives the same bits eager and compiled", () => {
  expect(descend(adam({ learningRate: 0.05 }), true)).toEqual(descend(adam({ learningRate: 0.05 })));
  expect(descend(adam({ learningRate: 0.05, weightDecay: 0.1 }), true)).toEqual(descend(adam({ learningRate: 0.05, weightDecay: 0.1 })));
});

test("gives the numbers of plain ops", () => {
  close(descend(adam({ learningRate: 0.05, weightDecay: 0.01 })), withPlainRoutes(() => descend(adam({ learningRate: 0.05, weightDecay: 0.01 }))));
});

test("takes by hand the step that the paper takes", () => {
  const w = tf.variable(tf.tensor1d([2]));
  const optimizer = adam({ learningRate: 0.1, weightDecay: 0.5 });
  optimizer.applyGradients([{ name: w.name, tensor: tf.tensor1d([3]) }]);
  expect(w.dataSync()[0]).toBeCloseTo(2 - 0.1 * (0.5 * 2 + 3 / (3 + 1e-7)), 5); // at the first step m/(1−β1) = g and √(v/(1−β2)) = |g|
  optimizer.dispose();
  w.dispose();
});

test("takes a new learning rate without another recording", () => {
  const w = tf.variable(tf.scalar(0));
  const optimizer = adam({ learningRate: 1 });
  const step = compileStep((g: Tensor) => optimizer.applyGradients([{ name: w.name, tensor: g }]));
  for (let k = 0; k < 5; k++) step(tf.scalar(1));
  optimizer.setLearningRate(0);
  const before = w.dataSync()[0];
  step(tf.scalar(1));
  expect(w.dataSync()[0]).toBe(before);
  expect(optimizer.learningRate).toBe(0);
  expect(step.report().length).toBeLessThanOrEqual(1);
  step.dispose();
  optimizer.dispose();
  w.dispose();
});

test("goes on exactly from its saved state", async () => {
  const run = async (interrupted: boolean) => {
    const w = tf.variable(tf.tensor1d([1, -2]), true, `walker ${interrupted}`);
    let optimizer = adam({ learningRate: 0.1 });
    for (let k = 0; k < 6; k++) {
      if (interrupted && k === 3) {
        const state = (await optimizer.getWeights()).map(({ name, tensor }) => ({ name, tensor: tensor.clone() }));
        optimizer.dispose();
        optimizer = adam({ learningRate: 0.7 });
        await optimizer.setWeights(state);
        tf.dispose(state.map(({ tensor }) => tensor));
      }
      tf.tidy(() => optimizer.applyGradients([{ name: w.name, tensor: tf.mul(w, 2) }]));
    }
    const values = w.dataSync();
    optimizer.dispose();
    w.dispose();
    return values;
  };
  expect(await run(true)).toEqual(await run(false));
});

test("leaves no tensor behind", () => {
  const before = tf.memory().numTensors;
  descend(adam());
  expect(tf.memory().numTensors).toBe(before);
});

test("refuses constants out of range", () => {
  expect(() => adam({ learningRate: -1 })).toThrow("adam: the learning rate must be a number of 0 or more, got -1");
  expect(() => adam({ beta1: 1 })).toThrow("adam: beta1 must be in [0, 1), got 1");
  expect(() => adam({ epsilon: 0 })).toThrow("adam: epsilon must be positive, got 0");
  expect(() => adam({ weightDecay: -1 })).toThrow("adam: weightDecay must be 0 or more, got -1");
});
