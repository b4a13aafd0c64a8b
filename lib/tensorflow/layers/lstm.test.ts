import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { applyTo, largestDifference, lstm, startEngine, tf } from "../index.ts";
import { drawn, rebuilt, ROUTES, trainableVariables, weightGradients } from "./layers.fixture.ts";

const [B, T, F, H] = [3, 7, 2, 5];

beforeAll(async () => void (await startEngine()));

test("gives the numbers of the stock layer with the same weights, forward and in its gradients", () => {
  const x = drawn([B, T, F], 1);
  const ours = lstm({ units: H, returnSequences: true, key: randomKey(2) });
  const stock = tf.layers.lstm({ units: H, returnSequences: true, recurrentActivation: "sigmoid", recurrentInitializer: "glorotUniform" });
  applyTo(ours, x);
  applyTo(stock, x);
  stock.setWeights(ours.getWeights());
  expect(largestDifference(applyTo(ours, x), applyTo(stock, x))).toBeLessThan(1e-6);
  const [mine, theirs] = [weightGradients(ours, x), weightGradients(stock, x)];
  expect(mine.length).toBe(3);
  for (let k = 0; k < 3; k++) expect(largestDifference(mine[k]!, theirs[k]!)).toBeLessThan(1e-5);
});

describe.each(ROUTES)("on $route", ({ run }) => {
  test("has gradients that equal finite differences, by every weight and by the input", () => {
    const layer = lstm({ units: H, returnSequences: true, key: randomKey(0) });
    const toward = drawn([B, T, H], 5);
    const values = [drawn([B, T, F], 1), drawn([F, 4 * H], 2), drawn([H, 4 * H], 3), drawn([4 * H], 4)];
    applyTo(layer, values[0]!);
    layer.setWeights(values.slice(1));
    const [x, ...variables] = [tf.variable(values[0]!), ...trainableVariables(layer)];
    const loss = () => run(() => tf.sum(tf.mul(applyTo(layer, x!), toward)).asScalar());
    const { grads } = run(() => tf.variableGrads(loss, [x!, ...variables]));
    const pick = fc.record({ which: fc.nat(3), where: fc.double({ min: 0, max: 0.999, noNaN: true }) });
    fc.assert(
      fc.property(pick, ({ where, which }) => {
        const variable = [x!, ...variables][which]!;
        const k = Math.floor(where * variable.size);
        const before = variable.clone();
        const moved = (by: number) => {
          const change = Float32Array.from({ length: variable.size }, (_, n) => (n === k ? by : 0));
          variable.assign(tf.add(before, tf.tensor(change, variable.shape)));
          return loss().dataSync()[0]!;
        };
        const difference = (moved(1e-2) - moved(-1e-2)) / 2e-2;
        variable.assign(before);
        expect(difference).toBeCloseTo(grads[variable.name]!.dataSync()[k]!, 2);
      }),
      { numRuns: 30, seed: 1 },
    );
  });
});

test("gives by hand what one step of one unit gives", () => {
  const layer = lstm({ units: 1, key: randomKey(1) });
  applyTo(layer, tf.zeros([1, 1, 1]));
  layer.setWeights([tf.tensor([[0.1, 0.2, 0.3, 0.4]]), tf.zeros([1, 4]), tf.tensor([0.5, 0.6, 0.7, 0.8])]);
  const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
  const cell = sigmoid(0.1 * 2 + 0.5) * Math.tanh(0.3 * 2 + 0.7);
  expect(applyTo(layer, tf.tensor([[[2]]])).dataSync()[0]).toBeCloseTo(sigmoid(0.4 * 2 + 0.8) * Math.tanh(cell), 6);
});

test("returns the last step of the sequence unless asked for all", () => {
  const x = drawn([B, T, F], 1);
  const all = applyTo(lstm({ units: H, returnSequences: true, key: randomKey(2) }), x);
  const last = applyTo(lstm({ units: H, key: randomKey(2) }), x);
  expect(last.shape).toEqual([B, H]);
  expect(Array.from(tf.slice(all, [0, T - 1, 0], [B, 1, H]).dataSync())).toEqual(Array.from(last.dataSync()));
});

test("takes a sequence of one step and a batch of one", () => {
  expect(applyTo(lstm({ units: H, key: randomKey(2) }), drawn([1, 1, F], 1)).shape).toEqual([1, H]);
});

test("comes back from its configuration with the same output", () => {
  const x = drawn([B, T, F], 1);
  const layer = lstm({ units: H, returnSequences: true, key: randomKey(2) });
  const output = applyTo(layer, x);
  expect(applyTo(rebuilt(layer, x), x).dataSync()).toEqual(output.dataSync());
});

test("draws its weights from its key: the recurrent rows are orthonormal, the forget gate starts open", () => {
  const weights = (seed: number) => {
    const layer = lstm({ units: H, key: randomKey(seed) });
    applyTo(layer, drawn([B, T, F], 1));
    return layer.getWeights();
  };
  const [kernel, recurrent, bias] = weights(1);
  expect(kernel!.dataSync()).toEqual(weights(1)[0]!.dataSync());
  expect(kernel!.dataSync()).not.toEqual(weights(2)[0]!.dataSync());
  expect(largestDifference(tf.matMul(recurrent!, recurrent!, false, true), tf.eye(H))).toBeLessThan(1e-6);
  expect(Array.from(bias!.dataSync())).toEqual([...Array(H).fill(0), ...Array(H).fill(1), ...Array(2 * H).fill(0)]);
});

test("refuses units that are no count and inputs that are no sequences", () => {
  expect(() => lstm({ units: 0, key: randomKey(1) })).toThrow("a recurrent layer needs a positive whole number of units, got 0");
  expect(() => lstm({ units: 2, key: randomKey(1) }).apply(drawn([3, 4], 1))).toThrow("the input needs 3 axes, got the shape [3, 4]");
});
