import { beforeAll, describe, expect, test } from "vitest";
import { randomKey, split } from "../../random/index.ts";
import { applyTo, dense, largestDifference, startEngine, tf } from "../../tensorflow/index.ts";
import { drawn, rebuilt } from "../../tensorflow/layers/layers.fixture.ts";
import { attentionStep, attentionWeights, bilstmAttention, customAttention, lstmNetwork } from "../index.ts";

const [B, T, H] = [4, 6, 3];

beforeAll(async () => void (await startEngine()));

describe("a step of attention", () => {
  test("by hand: two steps, scores 0 and ln 3, shares ¼ and ¾", () => {
    const h = tf.tensor3d([[[0, 4], [1, 8]]]);
    const v = Math.log(3) / Math.tanh(1);
    const { a, context, e } = attentionStep({ W: tf.tensor2d([[1], [0]]), b: tf.zeros([1]), v: tf.tensor2d([[v]]) }, h);
    expect(Array.from(e.dataSync()).map((x) => x.toFixed(5))).toEqual(["0.00000", Math.log(3).toFixed(5)]);
    expect(Array.from(a.dataSync()).map((x) => x.toFixed(5))).toEqual(["0.25000", "0.75000"]);
    expect(Array.from(context.dataSync()).map((x) => x.toFixed(5))).toEqual(["0.75000", "7.00000"]);
  });

  test("without a question all steps count alike: their mean", () => {
    const h = drawn([B, T, H], 1);
    const { context } = attentionStep({ W: tf.zeros([H, 2]), b: tf.zeros([2]), v: tf.zeros([2, 1]) }, h);
    expect(largestDifference(context, tf.mean(h, 1))).toBeLessThan(1e-6);
  });
});

describe("the attention of one's own", () => {
  const layer = () => customAttention({ units: 4, key: randomKey(1) });

  test("does not care for the order of the steps", () => {
    const [own, h] = [layer(), drawn([B, T, H], 1)];
    expect(largestDifference(applyTo(own, h), applyTo(own, tf.reverse(h, 1)))).toBeLessThan(1e-6);
  });

  test("draws its weights from its key and comes back from its configuration with the same output", () => {
    const h = drawn([B, T, H], 1);
    const own = layer();
    const output = applyTo(own, h);
    expect(output.shape).toEqual([B, H]);
    expect(applyTo(layer(), h).dataSync()).toEqual(output.dataSync());
    expect(applyTo(customAttention({ units: 4, key: randomKey(2) }), h).dataSync()).not.toEqual(output.dataSync());
    expect(applyTo(rebuilt(own, h), h).dataSync()).toEqual(output.dataSync());
    expect(() => applyTo(layer(), drawn([B, H], 1))).toThrow("customAttention: the input needs 3 axes");
  });

  test("learns which step carries the answer", () => {
    // One step of each sequence is marked by its second feature; the target is that step's first.
    const count = 200;
    const marked = Array.from({ length: count }, (_, n) => n % T);
    const values = drawn([count, T], 3);
    const marks = tf.oneHot(tf.tensor1d(marked, "int32"), T);
    const x = tf.stack([values, tf.cast(marks, "float32")], 2); // [N, T, 2]
    const y = tf.sum(tf.mul(values, marks), 1, true); // [N, 1]
    const key = randomKey(5);
    const model = tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: [T, 2] }), customAttention({ units: 4, key: split(key, "attention") }), dense({ units: 1, key: split(key, "head") })] });
    const optimizer = tf.train.adam(0.05);
    const loss = () => tf.mean(tf.squaredDifference(applyTo(model, x), y)).asScalar();
    const [first = 1] = loss().dataSync();
    for (let k = 0; k < 150; k++) tf.tidy(() => void optimizer.minimize(loss));
    expect(loss().dataSync()[0]!).toBeLessThan(0.05 * first);
    const shares = attentionWeights(model, { inputs: Float32Array.from(x.dataSync()), targets: new Float32Array(count), rows: new Int32Array(count), count, lookback: T, features: 2, columns: ["value", "mark"], horizon: 1 });
    marked.forEach((step, n) => expect(shares[n * T + step]!).toBeGreaterThan(0.7));
  });
});

describe("the weights of an attention", () => {
  const windows = { inputs: Float32Array.from(drawn([300, T, 2], 1).dataSync()), targets: new Float32Array(300), rows: new Int32Array(300), count: 300, lookback: T, features: 2, columns: ["a", "b"], horizon: 1 };

  test("are a share for each step of each window and leave no tensor behind", () => {
    const model = bilstmAttention({ units: 3, layers: 1 }).build(windows, randomKey(1));
    const before = tf.memory().numTensors;
    const shares = attentionWeights(model, windows);
    expect(tf.memory().numTensors).toBe(before);
    expect(shares.length).toBe(300 * T);
    for (let n = 0; n < 300; n++) {
      const row = shares.subarray(n * T, (n + 1) * T);
      expect(row.every((share) => share > 0)).toBe(true);
      expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    }
  });

  test("a network without one is refused", () => {
    const model = lstmNetwork({ units: [3], dropoutRate: 0 }).build(windows, randomKey(1));
    expect(() => attentionWeights(model, windows)).toThrow(/has no attention over steps; its layers are lstm_1, dropout_1, head\. Give a network such as bilstmAttention\./);
  });
});
