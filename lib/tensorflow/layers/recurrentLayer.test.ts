import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { applyTo, gru, largestDifference, lstm, startEngine, tf, type Tensor } from "../index.ts";
import { drawn, outputsOf, rebuilt, ROUTES, trainableVariables, weightGradients } from "./layers.fixture.ts";
import type { RecurrentOptions } from "./recurrentOptions.ts";

const [B, T, F, H] = [3, 7, 2, 5];

beforeAll(async () => void (await startEngine()));

const KINDS = [
  { kind: "lstm", make: lstm, states: 2 },
  { kind: "gru", make: gru, states: 1 },
  { kind: "gru, reset before", make: (options: RecurrentOptions) => gru({ ...options, resetAfter: false }), states: 1 },
];
const cases = KINDS.flatMap((kind) => ROUTES.map((route) => ({ ...kind, ...route })));

describe.each(cases)("$kind on $route", ({ make, run, states }) => {
  const layer = (options: Partial<RecurrentOptions> = {}) => make({ units: H, key: randomKey(2), ...options });
  const outputs = (options: Partial<RecurrentOptions>, inputs: Tensor | Tensor[], call: Record<string, unknown> = {}) =>
    run(() => outputsOf(layer(options), inputs, call));

  test("returns the output, then the states, of which h is the last output", () => {
    const x = drawn([B, T, F], 1);
    const [last, ...after] = outputs({ returnState: true }, x);
    expect(after.map(({ shape }) => shape)).toEqual(Array.from({ length: states }, () => [B, H]));
    expect(after[0]!.dataSync()).toEqual(last!.dataSync());
    const [all, h] = outputs({ returnState: true, returnSequences: true }, x);
    expect(all!.shape).toEqual([B, T, H]);
    expect(largestDifference(tf.reshape(tf.slice(all!, [0, T - 1, 0], [B, 1, H]), [B, H]), h!)).toBe(0);
  });

  test("read in two parts, the states handed on, is the same as read at once", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: T - 1 }), fc.integer({ min: 1, max: 5 }), fc.nat(100), (cut, batch, seed) => {
        const x = drawn([batch, T, F], seed);
        const whole = layer({ returnState: true });
        const [expected] = run(() => outputsOf(whole, x));
        const [, ...between] = run(() => outputsOf(whole, tf.slice(x, [0, 0, 0], [batch, cut, F])));
        const rest = tf.slice(x, [0, cut, 0], [batch, T - cut, F]);
        const [listed] = run(() => outputsOf(whole, [rest, ...between]));
        const [named] = run(() => outputsOf(whole, rest, { initialState: between }));
        expect(largestDifference(listed!, expected!)).toBeLessThan(1e-6);
        expect(named!.dataSync()).toEqual(listed!.dataSync());
      }),
      { numRuns: 10, seed: 1 },
    );
  });

  test("backwards is forwards on the reversed sequence", () => {
    const x = drawn([B, T, F], 1);
    const [backwards] = outputs({ goBackwards: true, returnSequences: true }, x);
    const [forwards] = outputs({ returnSequences: true }, tf.reverse(x, 1));
    expect(backwards!.dataSync()).toEqual(forwards!.dataSync());
  });

  test("masked at the end or at the start is the same as the shorter sequence, in its gradients too", () => {
    const x = drawn([B, T, F], 1);
    const short = tf.slice(x, [0, 2, 0], [B, T - 4, F]);
    const mask = tf.tensor2d(Array.from({ length: B }, () => [0, 0, ...Array(T - 4).fill(1), 0, 0]), [B, T], "bool");
    const one = layer();
    const [masked] = run(() => outputsOf(one, x, { mask }));
    expect(largestDifference(masked!, run(() => applyTo(one, short)))).toBeLessThan(1e-6);
    const gradients = (inputs: Tensor, call: Record<string, unknown>) =>
      run(() => tf.variableGrads(() => tf.sum(tf.square(outputsOf(one, inputs, call)[0]!)).asScalar(), trainableVariables(one))).grads;
    const [mine, theirs] = [gradients(x, { mask }), gradients(short, {})];
    for (const name of Object.keys(mine)) expect(largestDifference(mine[name]!, theirs[name]!)).toBeLessThan(1e-5);
  });

  test("with dropout draws other masks at each training call, the same ones in each run, and none outside training", () => {
    const x = drawn([B, T, F], 1);
    const run2 = (seed: number) => {
      const dropped = layer({ dropout: 0.4, recurrentDropout: 0.4, key: randomKey(seed) });
      const [first, second] = [0, 1].map(() => run(() => applyTo(dropped, x, { training: true }).dataSync()));
      return { first, second, outside: run(() => applyTo(dropped, x).dataSync()) };
    };
    const { first, outside, second } = run2(2);
    expect(first).not.toEqual(second);
    expect(run2(2)).toEqual({ first, second, outside });
    expect(run2(3).first).not.toEqual(first);
    expect(outside).toEqual(run(() => applyTo(layer(), x).dataSync()));
  });

  test("takes one sequence, odd numbers of them, and one step", () => {
    for (const shape of [[1, T, F], [1, 1, F], [5, 1, 1], [33, 2, F]]) {
      const one = layer({ returnSequences: true });
      expect(run(() => applyTo(one, drawn(shape, 1))).shape).toEqual([shape[0], shape[1], H]);
      expect(run(() => weightGradients(one, drawn(shape, 1))).length).toBe(3);
    }
  });

  test("leaves no tensor behind, forward, in training or in its gradients", () => {
    const one = layer({ dropout: 0.2, recurrentDropout: 0.2, returnState: true });
    const x = drawn([B, T, F], 1);
    const mask = tf.ones([B, T], "bool");
    const step = () => tf.tidy(() => {
      run(() => outputsOf(one, x, { mask, training: true }));
      run(() => tf.variableGrads(() => tf.sum(outputsOf(one, x, { mask, training: true })[0]!).asScalar(), trainableVariables(one)));
    });
    step();
    const before = tf.memory().numTensors;
    for (let k = 0; k < 3; k++) step();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe.each(KINDS)("$kind", ({ make, states }) => {
  test("comes back from its configuration with all its options and the same next masks", () => {
    const x = drawn([B, T, F], 1);
    const layer = make({ units: H, returnSequences: true, goBackwards: true, dropout: 0.3, recurrentDropout: 0.2, key: randomKey(2) });
    applyTo(layer, x, { training: true });
    const copy = rebuilt(layer, x);
    expect(copy.getConfig()).toEqual({ ...layer.getConfig() });
    expect(applyTo(copy, x, { training: true }).dataSync()).toEqual(applyTo(layer, x, { training: true }).dataSync());
  });

  test("hands a mask on to the next layer of a model and keeps to it", () => {
    const stack = (steps: number) => {
      const model = tf.sequential();
      model.add(tf.layers.masking({ inputShape: [steps, F] }));
      model.add(make({ units: H, returnSequences: true, key: randomKey(2) }));
      model.add(make({ units: 3, key: randomKey(3) }));
      return model;
    };
    const short = drawn([B, T - 2, F], 1);
    const padded = tf.concat([short, tf.zeros([B, 2, F])], 1);
    const [a, b] = [applyTo(stack(T), padded), applyTo(stack(T - 2), short)];
    expect(largestDifference(a, b)).toBeLessThan(1e-6);
  });

  test("hands its states to a second layer in a model of several inputs, which comes back from its configuration", async () => {
    const [read, written] = [tf.input({ shape: [T, F] }), tf.input({ shape: [2, F] })];
    const encoded = [make({ units: H, returnState: true, key: randomKey(2) }).apply(read)].flat();
    const decoder = make({ units: H, key: randomKey(3) });
    const output = decoder.apply(written, { initialState: encoded.slice(1) });
    if (output instanceof tf.Tensor || Array.isArray(output)) throw new Error("a symbolic input gives a symbolic output");
    const model = tf.model({ inputs: [read, written], outputs: output });
    const copy = await tf.models.modelFromJSON(JSON.parse(String(model.toJSON())));
    copy.setWeights(model.getWeights());
    const inputs = [drawn([B, T, F], 1), drawn([B, 2, F], 2)];
    const [mine, theirs] = [model, copy].map((each) => [each.predict(inputs)].flat()[0]!);
    expect(theirs!.dataSync()).toEqual(mine!.dataSync());
    const alone = applyTo(decoder, inputs[1]!);
    expect(largestDifference(mine!, alone)).toBeGreaterThan(1e-3);
  });

  test("refuses states that do not fit, in words", () => {
    const layer = make({ units: H, name: `refusing_${states}`, key: randomKey(2) });
    const x = drawn([B, T, F], 1);
    const shapes = Array(states + 1).fill("[3, 5]").join(" ");
    expect(() => layer.apply(x, { initialState: Array.from({ length: states + 1 }, () => tf.zeros([B, H])) })).toThrow(
      `"refusing_${states}": the initial state needs ${states} tensors of shape [3, 5], got ${shapes}`,
    );
  });

  test("refuses a rate outside 0 to 1", () => {
    expect(() => make({ units: H, recurrentDropout: 1, key: randomKey(2) })).toThrow("a recurrent layer's recurrentDropout must be in [0, 1), got 1");
  });
});
