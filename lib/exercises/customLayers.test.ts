import { beforeAll, expect, test } from "vitest";
import * as solutions from "../../notebooks/solutions/09-custom-layers.ts";
import { compileStep, startEngine, tf, type Tensor } from "../tensorflow/index.ts";
import { customLayerExercises as exercises } from "./customLayers.ts";
import { judge, yourAnswer } from "./exercise.ts";

beforeAll(async () => void (await startEngine()));

/** What the notebook's check cell makes of a reader's step. */
const compiled = (step: (x: Tensor) => Tensor) => {
  const repeated = compileStep(step, { name: "standardised" });
  return (rows: number[][]) => repeated(tf.tensor2d(rows)).arraySync();
};

test("the solutions of notebook 09 are solved", () => {
  expect(judge(exercises.denseForward, solutions.denseForward).state).toBe("solved");
  expect(judge(exercises.nextCell, solutions.nextCell).state).toBe("solved");
  expect(judge(exercises.parameterCount, solutions.parameterCount).state).toBe("solved");
  expect(judge(exercises.standardise, solutions.standardise).state).toBe("solved");
});

test("untouched stubs of notebook 09 are open", () => {
  expect(judge(exercises.denseForward, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.nextCell, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.parameterCount, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.standardise, compiled(() => yourAnswer())).state).toBe("open");
});

test("a dense layer without its bias, or with the rows of W for its columns, is wrong", () => {
  expect(judge(exercises.denseForward, (x, W, b) => solutions.denseForward(x, W, b.map(() => 0))).message).toContain("For x = [1, 2] and W of 2 × 3: At position 0 the answer is 7.5, yours is 7.");
  expect(judge(exercises.denseForward, (x, W, b) => W.map((row, f) => row.reduce((sum, w) => sum + w * x[f]!, b[f] ?? 0))).state).toBe("wrong");
});

test("a cell with its gates swapped, or without tanh, is wrong", () => {
  expect(judge(exercises.nextCell, (zi, zf, zg, c) => solutions.nextCell(zf, zi, zg, c)).state).toBe("wrong");
  expect(judge(exercises.nextCell, (zi, zf, zg, c) => solutions.nextCell(zi, zf, Math.atanh(Math.min(0.99, Math.max(-0.99, zg))), c)).state).toBe("wrong");
});

test("a count of one gate, or without the recurrent weights, is wrong", () => {
  expect(judge(exercises.parameterCount, (units, features) => units * (features + units + 1)).message).toContain("For 1 units and 1 columns the answer is 12, yours is 3.");
  expect(judge(exercises.parameterCount, (units, features) => 4 * units * (features + 1)).state).toBe("wrong");
});

test("a step over the whole batch, without the deviation, or on numbers read from the first batch is wrong", async () => {
  expect(judge(exercises.standardise, compiled((x) => tf.sub(x, tf.mean(x, 0)))).message).toContain("row by row: At position 0 the answer is");
  expect(judge(exercises.standardise, compiled((x) => tf.div(tf.sub(x, tf.mean(x)), tf.sqrt(tf.moments(x).variance)))).state).toBe("wrong");
  const peeking = compiled((x) => {
    const mean = tf.mean(x, 0).dataSync();
    return tf.div(tf.sub(x, tf.tensor1d(mean)), tf.sqrt(tf.moments(x, 0).variance));
  });
  const { kind } = await startEngine();
  expect(judge(exercises.standardise, peeking)).toMatchObject(kind === "wasm" ? { state: "solved" } : { state: "wrong", message: expect.stringMatching(/Your code threw: standardised: .*read/) });
});
