import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { compileStep, startEngine, tf, type Tensor, type Variable } from "../index.ts";

beforeAll(async () => void (await startEngine()));

/** What a program may do with two tensors of two variables and of the world outside; shapes follow from shapes alone. */
type World = { readonly variables: readonly [Variable, Variable]; readonly outside: Tensor };
const OPS: Readonly<Record<string, (a: Tensor, b: Tensor, world: World) => Tensor[]>> = {
  add: (a, b) => [tf.add(a, fitting(b, a))],
  multiply: (a, b) => [tf.mul(a, fitting(b, a))],
  divide: (a, b) => [tf.div(a, fitting(b, a))],
  tanh: (a) => [tf.tanh(a)],
  relu: (a) => [tf.relu(a)],
  whole: (a) => [tf.cast(tf.greater(a, 0.3), "int32").toFloat()],
  sum: (a) => [tf.sum(a)],
  softmax: (a) => [a.rank === 0 ? a : tf.softmax(a)],
  same: (a) => [a.clone()],
  thereAndBack: (a) => [tf.reshape(tf.reshape(a, [a.size, 1]), a.shape)],
  flat: (a) => [tf.reshape(a, [a.size])],
  halves: (a) => (a.size % 2 === 0 ? tf.split(tf.reshape(a, [a.size]), 2) : [a, tf.mean(a)]),
  product: (a, b) => [tf.matMul(tf.reshape(tf.sum(a), [1, 1]), tf.reshape(b, [1, b.size]))],
  outside: (_a, _b, { outside }) => [outside],
  read: (_a, _b, { variables }) => [variables[0].clone()],
  assign: (a, b, { variables: [v, w] }) => (w.assign(tf.add(tf.mul(v, 0.5), tf.tanh(tf.add(tf.sum(a), tf.mean(b))))), [w.clone()]),
  swap: (_a, _b, { variables: [v, w] }) => {
    const before = v.clone();
    v.assign(w);
    w.assign(before);
    return [before];
  },
};

function fitting(b: Tensor, a: Tensor): Tensor {
  return a.shape.join() === b.shape.join() ? b : tf.mean(b);
}

const instruction = fc.record({ op: fc.constantFrom(...Object.keys(OPS)), a: fc.nat(), b: fc.nat() });
const number = fc.oneof({ weight: 9, arbitrary: fc.float({ min: -4, max: 4, noNaN: true }) }, { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, 0, -0) });
const values = fc.array(number, { minLength: 4, maxLength: 4 });
const programs = fc.record({ program: fc.array(instruction, { minLength: 1, maxLength: 16 }), results: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), calls: fc.array(fc.tuple(values, values, fc.boolean()), { minLength: 6, maxLength: 9 }), start: values });

test("a random program of ops, assignments and shared tensors gives its own bits when it is compiled, whatever the shapes, and leaves no tensor behind", () => {
  fc.assert(
    fc.property(programs, ({ calls, program, results, start }) => {
      const before = tf.memory().numTensors;
      const [eager, compiled] = [worldOf(start), worldOf(start)];
      const run = (world: World) => (x: Tensor, y: Tensor) => tf.tidy(() => {
        const registers: Tensor[] = [x, y];
        for (const { a, b, op } of program) registers.push(...OPS[op]!(registers[a % registers.length]!, registers[b % registers.length]!, world));
        return results.map((at) => registers[at % registers.length]!.clone());
      });
      const step = compileStep(run(compiled));
      for (const [first, second, isSquare] of calls) {
        const [x, y] = [tf.tensor(first, isSquare ? [2, 2] : [4]), tf.tensor1d(second)];
        const [expected, found] = [run(eager)(x, y), step(x, y)];
        expect(found.map(bitsOf)).toEqual(expected.map(bitsOf));
        expect(compiled.variables.map(bitsOf)).toEqual(eager.variables.map(bitsOf));
        tf.dispose([x, y, expected, found]);
      }
      step.dispose();
      for (const { outside, variables } of [eager, compiled]) tf.dispose([...variables, outside]);
      expect(tf.memory().numTensors).toBe(before);
    }),
    { numRuns: 150, seed: 1 },
  );
}, 120_000);

/** The first variable and the tensor outside share their data at first. */
function worldOf(start: readonly number[]): World {
  const outside = tf.tensor1d([...start]);
  return { outside, variables: [tf.variable(outside), tf.tidy(() => tf.variable(tf.tensor1d([1, 2, 3, 4])))] };
}

function bitsOf(tensor: Tensor): string {
  const { buffer, byteLength, byteOffset } = tensor.dataSync();
  return `${tensor.dtype} [${tensor.shape.join(", ")}] ${Buffer.from(buffer, byteOffset, byteLength).toString("hex")}`;
}
