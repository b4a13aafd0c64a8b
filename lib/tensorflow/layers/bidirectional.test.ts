import { beforeAll, describe, expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { applyTo, bidirectional, dense, gru, largestDifference, lstm, startEngine, tf, type layers } from "../index.ts";
import { drawn, outputsOf, rebuilt, weightGradients } from "./layers.fixture.ts";

const [B, T, F, H] = [3, 6, 2, 4];

beforeAll(async () => void (await startEngine()));

describe.each([{ kind: "lstm", make: lstm }, { kind: "gru", make: gru }])("both directions of a $kind", ({ make }) => {
  const both = (options: Parameters<typeof bidirectional>[1] = {}, returnSequences = true): layers.Layer =>
    bidirectional(make({ units: H, returnSequences, key: randomKey(2) }), options);

  test("are the layer and its twin that reads backwards, turned round", () => {
    const x = drawn([B, T, F], 1);
    const layer = both();
    const output = applyTo(layer, x);
    const weights = layer.getWeights();
    const half = (goBackwards: boolean, from: number) => {
      const one = make({ units: H, returnSequences: true, goBackwards, key: randomKey(1) });
      applyTo(one, x);
      one.setWeights(weights.slice(from, from + 3));
      return applyTo(one, x);
    };
    const expected = tf.concat([half(false, 0), tf.reverse(half(true, 3), 1)], 2);
    expect(output.shape).toEqual([B, T, 2 * H]);
    expect(output.dataSync()).toEqual(expected.dataSync());
  });

  test("start from different weights, the same ones in each run", () => {
    const weights = () => {
      const layer = both();
      applyTo(layer, drawn([B, T, F], 1));
      return layer.getWeights().map((weight) => weight.dataSync());
    };
    const [kernel, , , backward] = weights();
    expect(kernel).not.toEqual(backward);
    expect(weights()).toEqual(weights());
  });

  test.each(["concat", "sum", "ave", "mul"] as const)("merged by %s come back from their configuration with the same output", (mergeMode) => {
    const x = drawn([B, T, F], 1);
    const layer = both({ mergeMode });
    const output = applyTo(layer, x);
    expect(layer.computeOutputShape([null, T, F])).toEqual([null, ...output.shape.slice(1)]);
    const copy = rebuilt(layer, x);
    expect(applyTo(copy, x).dataSync()).toEqual(output.dataSync());
    expect(copy.getConfig()).toEqual(layer.getConfig());
  });

  test("stay apart when nothing merges them", () => {
    const shapes = outputsOf(both({ mergeMode: null }), drawn([B, T, F], 1)).map(({ shape }) => shape);
    expect(shapes).toEqual([[B, T, H], [B, T, H]]);
  });

  test("hand a mask on, so that padding changes nothing", () => {
    const short = drawn([B, T - 2, F], 1);
    const stack = (steps: number) =>
      tf.sequential({ layers: [tf.layers.masking({ inputShape: [steps, F] }), both(), both({}, false), dense({ units: 1, key: randomKey(4) })] });
    const padded = tf.concat([short, tf.zeros([B, 2, F])], 1);
    expect(largestDifference(applyTo(stack(T), padded), applyTo(stack(T - 2), short))).toBeLessThan(1e-6);
  });

  test("train all weights of both, and none once frozen", () => {
    const layer = both({}, false);
    const x = drawn([B, T, F], 1);
    applyTo(layer, x);
    expect(weightGradients(layer, x).every((gradient) => tf.max(tf.abs(gradient)).dataSync()[0]! > 0)).toBe(true);
    layer.trainable = false;
    expect([layer.trainableWeights.length, layer.weights.length]).toEqual([0, 6]);
  });

  test("keep names apart, so that a model saves and loads their weights by name", () => {
    const model = tf.sequential({ layers: [bidirectional(make({ units: H, key: randomKey(2) }), { inputShape: [T, F] })] });
    const names = model.weights.map((weight) => weight.originalName);
    expect(new Set(names).size).toBe(6);
    expect(names[0]).toMatch(/forward_.*\/kernel$/);
    expect(names[3]).toMatch(/backward_.*\/kernel$/);
  });
});

test("takes the input's shape from the layer that it wraps", () => {
  const model = tf.sequential({ layers: [bidirectional(lstm({ units: H, key: randomKey(1), inputShape: [T, F] }))] });
  expect(model.inputs[0]!.shape).toEqual([null, T, F]);
});

test("leaves no tensor behind", () => {
  const layer = bidirectional(lstm({ units: H, returnState: true, key: randomKey(2) }));
  const x = drawn([B, T, F], 1);
  const step = () => tf.tidy(() => outputsOf(layer, x, { training: true }).length);
  expect(step()).toBe(5);
  const before = tf.memory().numTensors;
  step();
  expect(tf.memory().numTensors).toBe(before);
});

test("refuses layers without steps and merges it does not know", () => {
  expect(() => bidirectional(dense({ units: 1, key: randomKey(1) }))).toThrow("bidirectional: the layer must be an lstm, a gru or another RecurrentLayer, got a Dense");
  const merge = JSON.parse('"max"');
  expect(() => bidirectional(lstm({ units: 1, key: randomKey(1) }), { mergeMode: merge })).toThrow('bidirectional: mergeMode must be "concat", "sum", "ave", "mul" or null, got "max"');
});
