import type { Tensor } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { startEngine } from "../engine.ts";
import { tf } from "../load.ts";
import { hasNativeOps, nativeBackend, runOp } from "../native.ts";
import { apart, bits, drawn } from "./ops.fixture.ts";

beforeAll(async () => void (await startEngine()));

const shapes = [[3, 5], [17], [], [2, 1, 33]];
type State = { readonly variables: readonly Tensor[]; readonly m: readonly Tensor[]; readonly v: readonly Tensor[] };

const start = (): State => ({ variables: shapes.map((shape, k) => drawn(shape, k)), m: shapes.map((shape) => tf.zeros(shape)), v: shapes.map((shape) => tf.zeros(shape)) });
const gradientsAt = (step: number): Tensor[] => shapes.map((shape, k) => drawn(shape, 100 * step + k));

function adam({ variables, m, v }: State, gradients: readonly Tensor[], step: number, { rate = 1e-2, weightDecay = 0 } = {}): State {
  const { binding } = nativeBackend();
  const numbers = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay };
  const attributes = Object.entries(numbers).map(([name, value]) => ({ name, type: binding.TF_ATTR_FLOAT, value }));
  const inputs = [...variables, ...m, ...v, ...gradients, tf.scalar(rate), tf.scalar(step, "int32")];
  const n = variables.length;
  const outputs = runOp("MarketbookAdam", [{ name: "N", type: binding.TF_ATTR_INT, value: n }, ...attributes], inputs, 3 * n);
  return { variables: outputs.slice(0, n), m: outputs.slice(n, 2 * n), v: outputs.slice(2 * n) };
}

describe.runIf(hasNativeOps())("MarketbookAdam", () => {
  test("follows TensorFlow.js's Adam over 50 steps", () => {
    const theirs = start().variables.map((value) => tf.variable(value));
    const optimizer = tf.train.adam(1e-3);
    let ours = start();
    for (let step = 1; step <= 50; step++) {
      const gradients = gradientsAt(step);
      ours = adam(ours, gradients, step, { rate: 1e-3 });
      optimizer.applyGradients(theirs.map(({ name }, k) => ({ name, tensor: gradients[k]! })));
    }
    ours.variables.forEach((variable, k) => expect(apart(variable, theirs[k]!)).toBeLessThan(1e-6));
  });

  test("takes the decay from the variable before the step, apart from the moments", () => {
    const [plain, decayed, gradients] = [adam(start(), gradientsAt(1), 1), adam(start(), gradientsAt(1), 1, { weightDecay: 0.1 }), start().variables];
    decayed.variables.forEach((variable, k) => expect(apart(variable, tf.sub(plain.variables[k]!, tf.mul(gradients[k]!, 1e-2 * 0.1)))).toBeLessThan(2e-7));
    expect(bits(decayed.m)).toEqual(bits(plain.m));
  });

  test("moves by the rate against the first gradient's sign", () => {
    const { variables } = adam(start(), gradientsAt(1), 1, { rate: 0.5 });
    const moved = tf.sub(variables[0]!, start().variables[0]!);
    expect(apart(moved, tf.mul(tf.sign(gradientsAt(1)[0]!), -0.5))).toBeLessThan(1e-5);
  });

  test("hands a NaN gradient on to its own number alone", () => {
    const gradient = Float32Array.from({ length: 15 }, (_, k) => (k === 4 ? NaN : 1));
    const { variables } = adam(start(), [tf.tensor(gradient, [3, 5]), ...gradientsAt(1).slice(1)], 1);
    expect([...variables[0]!.dataSync()].map(Number.isNaN)).toEqual(Array.from({ length: 15 }, (_, k) => k === 4));
  });

  test("refuses moments of another shape and steps that do not count from 1", () => {
    const state = start();
    expect(() => adam({ ...state, m: [tf.zeros([5, 3]), ...state.m.slice(1)] }, gradientsAt(1), 1)).toThrow("MarketbookAdam: m must have the shape [3, 5], its shape is [5, 3]");
    expect(() => adam(state, gradientsAt(1), 0)).toThrow("MarketbookAdam: step counts from 1, got 0");
  });
});
