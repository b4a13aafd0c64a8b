import { spawnSync } from "node:child_process";
import { beforeAll, describe, expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { applyTo, compileStep, lstm, seededUniform, startEngine, tf, type Tensor } from "../index.ts";
import { isNative } from "../native.ts";

let native = false;

beforeAll(async () => {
  await startEngine();
  native = isNative();
});

const row = (...values: number[]) => tf.tensor1d(values);

/** Megabytes by which a process grows over 100 functions that hold a constant of a megabyte each. */
const GROWTH = `import { compileStep, startEngine, tf } from "./lib/tensorflow/index.ts";
await startEngine();
const ramp = Float32Array.from({ length: 2 ** 18 }, (_, k) => k);
const make = () => {
  const step = compileStep((x) => tf.add(x, tf.tensor1d(ramp)));
  const x = tf.zeros([2 ** 18]);
  for (let k = 0; k < 4; k++) step(x).dispose();
  x.dispose();
  step.dispose();
};
for (let k = 0; k < 20; k++) make();
globalThis.gc();
const before = process.memoryUsage.rss();
for (let k = 0; k < 100; k++) make();
globalThis.gc();
console.log((process.memoryUsage.rss() - before) / 2 ** 20);`;

/** Calls a step until it is compiled, and some times more. */
function calls(step: (x: Tensor) => Tensor, x: Tensor, count = 6): number[][] {
  return Array.from({ length: count }, () => tf.tidy(() => Array.from(step(x).dataSync())));
}

describe("compileStep", () => {
  test("gives the numbers of the step itself, whether recorded or compiled", () => {
    const step = compileStep((x: Tensor) => tf.softmax(tf.add(tf.mul(x, 3), tf.sin(x))));
    const x = row(1, 2, 3);
    const wanted = Array.from(tf.softmax(tf.add(tf.mul(x, 3), tf.sin(x))).dataSync());
    for (const values of calls(step, x)) expect(values).toEqual(wanted);
    if (native) expect(step.report()).toMatchObject([{ shapes: "float32 [3]", calls: 6 }]);
    if (native) expect(step.report()[0]!.ops).toBeGreaterThan(2);
    step.dispose();
  });

  test("follows its arguments", () => {
    const step = compileStep((x: Tensor, y: Tensor) => tf.sub(x, y));
    for (let k = 0; k < 6; k++) expect(tf.tidy(() => step(row(k, 2), row(1, k)).dataSync())).toEqual(Float32Array.of(k - 1, 2 - k));
    step.dispose();
  });

  test("keeps arguments apart that were the same tensor while it was recorded", () => {
    const step = compileStep((x: Tensor, y: Tensor) => tf.sub(tf.mul(x, 2), y));
    const x = row(1, 2);
    for (let k = 0; k < 4; k++) tf.tidy(() => void step(x, x));
    expect(step(row(5, 5), row(1, 2)).dataSync()).toEqual(Float32Array.of(9, 8));
    expect(step(x, row(0, 0)).dataSync()).toEqual(Float32Array.of(2, 4));
    step.dispose();
  });

  test("records each shape and each type for itself", () => {
    const step = compileStep((x: Tensor) => tf.add(x, x));
    for (let k = 0; k < 5; k++) {
      expect(step(row(1, 2)).shape).toEqual([2]);
      expect(step(tf.ones([2, 3])).shape).toEqual([2, 3]);
      expect(step(tf.tensor1d([1, 2], "int32")).dtype).toBe("int32");
    }
    if (native) expect(step.report().map(({ shapes }) => shapes)).toEqual(["float32 [2]", "float32 [2, 3]", "int32 [2]"]);
    step.dispose();
  });

  test("returns lists, records and nothing in their form", () => {
    const list = compileStep((x: Tensor) => [tf.neg(x), x, tf.greater(x, 1)]);
    const record = compileStep((x: Tensor) => ({ twice: tf.mul(x, 2), same: x }));
    const total = tf.variable(tf.scalar(0));
    const nothing = compileStep((x: Tensor) => total.assign(tf.add(total, tf.sum(x)).asScalar()));
    for (let k = 0; k < 5; k++) {
      expect(list(row(1, 2)).map((tensor) => Array.from(tensor.dataSync()))).toEqual([[-1, -2], [1, 2], [0, 1]]);
      expect(Object.entries(record(row(1, 2))).map(([name, tensor]) => [name, ...tensor.dataSync()])).toEqual([["twice", 2, 4], ["same", 1, 2]]);
      expect(nothing(row(1, 2))).toBeUndefined();
    }
    expect(total.dataSync()[0]).toBe(15);
    for (const step of [list, record, nothing]) step.dispose();
    total.dispose();
  });

  test("assigns variables, and sees assignments from outside", () => {
    const v = tf.variable(tf.scalar(1));
    const step = compileStep((x: Tensor) => tf.tidy(() => {
      v.assign(tf.mul(v, x).asScalar());
      return tf.add(v, 0);
    }));
    const seen = Array.from({ length: 5 }, () => step(tf.scalar(2)).dataSync()[0]);
    expect(seen).toEqual([2, 4, 8, 16, 32]);
    v.assign(tf.scalar(100));
    expect(step(tf.scalar(2)).dataSync()[0]).toBe(200);
    expect(v.dataSync()[0]).toBe(200);
    step.dispose();
    v.dispose();
  });

  test("keeps variables apart that held one tensor while it was recorded", () => {
    const zero = tf.zeros([2]);
    const [a, b] = [tf.variable(zero), tf.variable(tf.ones([2]))];
    b.assign(zero.as1D());
    const step = compileStep((x: Tensor) => tf.tidy(() => {
      a.assign(tf.add(a, x).as1D());
      return tf.sub(a, b);
    }));
    for (let k = 0; k < 4; k++) tf.tidy(() => void step(row(1, 1)));
    b.assign(tf.tensor1d([10, 20]));
    expect(step(row(1, 1)).dataSync()).toEqual(Float32Array.of(-5, -15));
    step.dispose();
    tf.dispose([a, b]);
  });

  test("refuses a variable as an argument, which a function would see the value of alone", () => {
    const v = tf.variable(row(1, 2));
    const step = compileStep((x: Tensor) => tf.neg(x), { name: "negation" });
    expect(() => step(v)).toThrow("negation: argument 0 is a variable. Use it inside the step as it is, or give its value: variable.clone().");
    expect(tf.tidy(() => step(v.clone()).dataSync())).toEqual(Float32Array.of(-1, -2));
    v.dispose();
  });

  test("keeps a variable apart from the tensor outside that it was made of", () => {
    const outside = row(1, 2);
    const v = tf.variable(outside);
    const step = compileStep((x: Tensor) => tf.mul(x, outside));
    for (let k = 0; k < 4; k++) tf.tidy(() => void step(row(1, 1)));
    v.assign(row(100, 100));
    expect(step(row(1, 1)).dataSync()).toEqual(Float32Array.of(1, 2));
    v.dispose();
    expect(step(row(1, 1)).dataSync()).toEqual(Float32Array.of(1, 2));
    step.dispose();
  });

  test("returns tensors of the caller's own, each for itself, where they are arguments, variables, from outside or one twice", () => {
    const [outside, v] = [row(3, 4), tf.variable(row(5, 6))];
    const step = compileStep((x: Tensor) => {
      const twice = tf.mul(x, 2);
      return [x, outside, v, twice, twice];
    });
    const x = row(1, 2);
    const before = tf.memory().numTensors;
    for (let k = 0; k < 5; k++) {
      const results = step(x);
      for (const [n, values] of [[1, 2], [3, 4], [5, 6], [2, 4], [2, 4]].entries()) {
        expect(results[n]!.dataSync()).toEqual(Float32Array.from(values));
        results[n]!.dispose();
      }
    }
    expect(tf.memory().numTensors).toBe(before);
    step.dispose();
    tf.dispose([x, outside, v]);
  });

  test("gives two variables that are assigned one tensor each its own", () => {
    const [a, b] = [tf.variable(tf.scalar(0)), tf.variable(tf.scalar(0))];
    const step = compileStep((x: Tensor) => tf.tidy(() => {
      const next = tf.add(a, x).asScalar();
      a.assign(next);
      b.assign(next);
    }));
    for (let k = 0; k < 5; k++) step(tf.scalar(1));
    a.assign(tf.scalar(50));
    expect(b.dataSync()[0]).toBe(5);
    step(tf.scalar(1));
    expect([a.dataSync()[0], b.dataSync()[0]]).toEqual([51, 51]);
    step.dispose();
    tf.dispose([a, b]);
  });

  test("sees a tensor from outside, and says so when it is gone", () => {
    const outside = row(10, 20);
    const step = compileStep((x: Tensor) => tf.add(x, outside), { name: "shift" });
    for (let k = 0; k < 4; k++) expect(step(row(1, 2)).dataSync()).toEqual(Float32Array.of(11, 22));
    outside.dispose();
    expect(() => step(row(1, 2))).toThrow(native ? "shift: a tensor from outside that the step was recorded with is disposed. Keep it (tf.keep), or make it an argument of the step." : undefined);
    step.dispose();
  });

  test("takes its gradients with it", () => {
    const w = tf.variable(row(1, 2));
    const optimizer = tf.train.momentum(0.1, 0.9);
    const plain = (x: Tensor) => optimizer.minimize(() => tf.sum(tf.square(tf.mul(w, x))).asScalar(), true)!;
    const step = compileStep(plain);
    const losses = Array.from({ length: 8 }, () => step(row(0.5, 1)).dataSync()[0]!);
    const twin = tf.variable(row(1, 2));
    const other = tf.train.momentum(0.1, 0.9);
    const eager = Array.from({ length: 8 }, () => other.minimize(() => tf.sum(tf.square(tf.mul(twin, row(0.5, 1)))).asScalar(), true, [twin])!.dataSync()[0]!);
    expect(losses).toEqual(eager);
    expect(w.dataSync()).toEqual(twin.dataSync());
    step.dispose();
    tf.dispose([w, twin]);
  });

  test("is differentiated as plain ops where a gradient is taken through it", () => {
    const step = compileStep((x: Tensor) => tf.square(x));
    for (let k = 0; k < 4; k++) tf.tidy(() => void step(row(1, 2)));
    expect(tf.grad((x) => tf.sum(step(x)))(row(3, 4)).dataSync()).toEqual(Float32Array.of(6, 8));
    step.dispose();
  });

  test("may call another compiled step", () => {
    const inner = compileStep((x: Tensor) => tf.mul(x, 2));
    const outer = compileStep((x: Tensor) => tf.add(inner(x), 1));
    for (let k = 0; k < 5; k++) expect(inner(row(k)).dataSync()[0]).toBe(2 * k);
    for (let k = 0; k < 5; k++) expect(outer(row(k)).dataSync()[0]).toBe(2 * k + 1);
    inner.dispose();
    expect(outer(row(7)).dataSync()[0]).toBe(15);
    outer.dispose();
  });

  test("draws other seeded numbers in each call, the same in each run", () => {
    const run = () => {
      const counter = tf.variable(tf.scalar(0, "int32"), false, undefined, "int32");
      const step = compileStep(() => tf.tidy(() => {
        const drawn = seededUniform([3], 7, counter);
        counter.assign(tf.add(counter, tf.scalar(1, "int32")));
        return drawn;
      }));
      const values = native ? Array.from({ length: 6 }, () => Array.from(step().dataSync())) : [];
      step.dispose();
      counter.dispose();
      return values;
    };
    const values = run();
    expect(new Set(values.map(String)).size).toBe(values.length);
    expect(run()).toEqual(values);
  });

  test("tells given values apart that read alike", () => {
    let factor: readonly (number | string)[] = [];
    const step = compileStep((x: Tensor) => tf.div(x, factor.length * Number(factor[0])), { given: () => factor });
    const quotients = [[0], [-0], ["1"], [1], ["1, 1"], ["1", "1"]].map((given) => {
      factor = given;
      return Array.from({ length: 4 }, () => step(tf.ones([1])).dataSync()[0]).at(-1);
    });
    expect(quotients).toEqual([Infinity, -Infinity, 1, 1, NaN, 0.5]);
    expect(step.report().length).toBe(native ? 6 : 0);
    step.dispose();
  });

  test("takes another recording where a given value changes", () => {
    let rate = 1;
    const step = compileStep((x: Tensor) => tf.mul(x, rate), { given: () => [rate] });
    for (let k = 0; k < 4; k++) expect(step(row(3)).dataSync()[0]).toBe(3);
    rate = 2;
    for (let k = 0; k < 4; k++) expect(step(row(3)).dataSync()[0]).toBe(6);
    rate = 1;
    expect(step(row(3)).dataSync()[0]).toBe(3);
    if (native) expect(step.report().map(({ shapes }) => shapes)).toEqual(["float32 [1], 1", "float32 [1], 2"]);
    step.dispose();
  });

  test("compiles by XLA where it is asked to, with fused layers in plain ops, and tells how long that took", () => {
    const layer = lstm({ units: 3, key: randomKey(1) });
    const x = tf.ones([2, 4, 2]);
    const wanted = applyTo(layer, x).dataSync();
    const step = compileStep((input: Tensor) => applyTo(layer, input), { xla: true });
    for (let k = 0; k < 4; k++) step(x).dataSync().forEach((value, n) => expect(value).toBeCloseTo(wanted[n]!, 5));
    if (native) expect(step.report()[0]!.compileSeconds).toBeGreaterThan(0);
    step.dispose();
    layer.dispose();
  });

  test("takes chains of many thousand ops, as loops over long sequences are", () => {
    const loop = (x: Tensor) => tf.tidy(() => Array.from({ length: 6000 }).reduce<Tensor>((y) => tf.tanh(tf.add(y, x)), x));
    const step = compileStep(loop);
    const [x, other] = [row(0.1, 0.2), row(0.3, -0.1)];
    for (let k = 0; k < 3; k++) step(x).dispose();
    expect(step(other).dataSync()).toEqual(loop(other).dataSync());
    step.dispose();
    tf.dispose([x, other]);
  }, 60_000);

  test("frees the memory of its functions", () => {
    const { stderr, stdout } = spawnSync(process.execPath, ["--expose-gc", "--input-type=module-typescript", "-e", GROWTH], { encoding: "utf8" });
    expect(stderr).not.toContain("Error");
    expect(Number(stdout.trim())).toBeLessThan(60);
  });

  test("leaves no tensor, no variable and no function behind in 10,000 steps", () => {
    const w = tf.variable(tf.ones([4, 4]));
    const optimizer = tf.train.adam(1e-3);
    const step = compileStep((x: Tensor) => optimizer.minimize(() => tf.mean(tf.square(tf.matMul(x.as2D(2, 4), w.as2D(4, 4)))).asScalar(), true)!);
    const x = tf.ones([2, 4]);
    for (let k = 0; k < 5; k++) step(x).dispose();
    const before = tf.memory().numTensors;
    for (let k = 0; k < 10_000; k++) step(x).dispose();
    expect(tf.memory().numTensors).toBe(before);
    step.dispose();
    optimizer.dispose();
    tf.dispose([w, x]);
  });
});
