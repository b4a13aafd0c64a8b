import { beforeAll, describe, expect, test } from "vitest";
import { randomKey, randomStream } from "../random/index.ts";
import { blockLstm } from "./blockLstm.ts";
import { lstm, lstmLoop, startEngine, tf, type Tensor } from "./index.ts";
import { isNative } from "./native.ts";

const [B, T, F, H] = [3, 7, 2, 5];

function drawn(shape: number[], seed: number): Tensor {
  const { normal } = randomStream(randomKey(seed));
  return tf.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 0.5 * normal()), shape);
}

function largestDifference(a: Tensor, b: Tensor): number {
  return tf.tidy(() => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0]!);
}

beforeAll(async () => void (await startEngine()));

describe("the LSTM layer", () => {
  test("gives the numbers of the stock layer with the same weights, forward and in its gradients", () => {
    const x = drawn([B, T, F], 1);
    const ours = lstm({ units: H, returnSequences: true, key: randomKey(2) });
    const stock = tf.layers.lstm({ units: H, returnSequences: true, recurrentActivation: "sigmoid", recurrentInitializer: "glorotUniform" });
    ours.apply(x);
    stock.apply(x);
    stock.setWeights(ours.getWeights());
    const outputs = [ours, stock].map((layer) => layer.apply(x));
    const [a, b] = outputs.map((output) => (output instanceof tf.Tensor ? output : tf.zeros([1])));
    expect(largestDifference(a!, b!)).toBeLessThan(1e-6);
    const [ga, gb] = [ours, stock].map((layer) =>
      tf.variableGrads(
        () => {
          const output = layer.apply(x);
          return output instanceof tf.Tensor ? tf.sum(tf.square(output)).asScalar() : tf.scalar(0);
        },
        layer.trainableWeights.flatMap((weight) => {
          const variable: Tensor = weight.read();
          return variable instanceof tf.Variable ? [variable] : [];
        }),
      ),
    );
    const [mine, theirs] = [Object.values(ga!.grads), Object.values(gb!.grads)];
    expect(mine.length).toBe(3);
    for (let k = 0; k < 3; k++) expect(largestDifference(mine[k]!, theirs[k]!)).toBeLessThan(1e-5);
  });

  test("has a gradient that equals finite differences", () => {
    const [x, kernel, recurrent, bias] = [drawn([T, B, F], 1), drawn([F, 4 * H], 2), drawn([H, 4 * H], 3), drawn([4 * H], 4)];
    const sequence = (u: Tensor) => (isNative() ? blockLstm(x, tf.concat([kernel, u], 0), bias) : lstmLoop(x, kernel, u, bias));
    const loss = (u: Tensor) => tf.sum(tf.mul(sequence(u), drawn([T, B, H], 5))).asScalar();
    const gradient = tf.grad(loss)(recurrent).dataSync();
    const step = 1e-2;
    for (const k of [0, 7, 33, 99]) {
      const moved = (by: number) => loss(tf.add(recurrent, tf.tensor(Float32Array.from({ length: 4 * H * H }, (_, n) => (n === k ? by : 0)), [H, 4 * H]))).dataSync()[0]!;
      expect((moved(step) - moved(-step)) / (2 * step)).toBeCloseTo(gradient[k]!, 2);
    }
  });

  test("gives the numbers of the plain loop, forward and in its gradients", () => {
    const values = [drawn([T, B, F], 1), drawn([F, 4 * H], 2), drawn([H, 4 * H], 3), drawn([4 * H], 4)];
    const weight = drawn([T, B, H], 5);
    const layer = lstm({ units: H, returnSequences: true, key: randomKey(0) });
    layer.apply(tf.transpose(values[0]!, [1, 0, 2]));
    layer.setWeights(values.slice(1));
    const output = layer.apply(tf.transpose(values[0]!, [1, 0, 2]));
    const loop = lstmLoop(values[0]!, values[1]!, values[2]!, values[3]!);
    expect(largestDifference(tf.transpose(output instanceof tf.Tensor ? output : tf.zeros([1]), [1, 0, 2]), loop)).toBeLessThan(1e-6);
    if (!isNative()) return;
    const fused = tf.grads((x, w, u, b) => tf.sum(tf.mul(blockLstm(x!, tf.concat([w!, u!], 0), b!), weight)))(values);
    const plain = tf.grads((x, w, u, b) => tf.sum(tf.mul(lstmLoop(x!, w!, u!, b!), weight)))(values);
    for (let k = 0; k < 4; k++) expect(largestDifference(fused[k]!, plain[k]!)).toBeLessThan(1e-5);
  });

  test("returns the last step of the sequence unless asked for all", () => {
    const x = drawn([B, T, F], 1);
    const all = lstm({ units: H, returnSequences: true, key: randomKey(2) }).apply(x);
    const last = lstm({ units: H, key: randomKey(2) }).apply(x);
    if (!(all instanceof tf.Tensor && last instanceof tf.Tensor)) throw new Error("a layer applied to a tensor returns a tensor");
    expect(last.shape).toEqual([B, H]);
    expect(Array.from(tf.slice(all, [0, T - 1, 0], [B, 1, H]).dataSync())).toEqual(Array.from(last.dataSync()));
  });

  test("takes a sequence of one step and a batch of one", () => {
    const output = lstm({ units: H, key: randomKey(2) }).apply(drawn([1, 1, F], 1));
    expect(output instanceof tf.Tensor && output.shape).toEqual([1, H]);
  });

  test("draws its weights from its key: the recurrent rows are orthonormal, the forget gate starts open", () => {
    const weights = (seed: number) => {
      const layer = lstm({ units: H, key: randomKey(seed) });
      layer.apply(drawn([B, T, F], 1));
      return layer.getWeights();
    };
    const [kernel, recurrent, bias] = weights(1);
    expect(Array.from(kernel!.dataSync())).toEqual(Array.from(weights(1)[0]!.dataSync()));
    expect(Array.from(kernel!.dataSync())).not.toEqual(Array.from(weights(2)[0]!.dataSync()));
    expect(largestDifference(tf.matMul(recurrent!, recurrent!, false, true), tf.eye(H))).toBeLessThan(1e-6);
    expect(Array.from(bias!.dataSync())).toEqual([...Array(H).fill(0), ...Array(H).fill(1), ...Array(2 * H).fill(0)]);
  });

  test("refuses units that are no count and inputs that are no sequences", () => {
    expect(() => lstm({ units: 0, key: randomKey(1) })).toThrow("lstm: units must be a positive integer, got 0");
    expect(() => lstm({ units: 2, key: randomKey(1) }).apply(drawn([3, 4], 1))).toThrow("lstm: the input needs 3 axes, got the shape [3, 4]");
  });
});
