import { beforeAll, describe, expect, test } from "vitest";
import { compileStep, startEngine, tf, type Tensor } from "../index.ts";
import { isNative, nativeBackend, runOp } from "../native.ts";

beforeAll(async () => void (await startEngine()));

/** The error of a step that is called until it would be compiled; undefined if it runs. */
function refusalOf(step: (x: Tensor) => Tensor, name = "step"): string | undefined {
  const compiled = compileStep(step, { name });
  const before = tf.memory().numTensors;
  try {
    for (let k = 0; k < 6; k++) tf.tidy(() => void compiled(tf.ones([2])));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    compiled.dispose();
    expect(tf.memory().numTensors).toBe(before);
  }
}

describe.runIf(isNativeProcess())("a step that cannot be one function is refused", () => {
  test("where it reads a tensor's data", () => {
    expect(refusalOf((x) => tf.mul(x, tf.sum(x).dataSync()[0]!), "train")).toMatch(/^train: the step reads the data of output 0 of Sum \(op \d+\)\. A recorded step runs as a whole: compute with the tensor/);
    expect(refusalOf((x) => tf.mul(x, x.dataSync()[0]!))).toContain("the step reads the data of argument 0 of the step.");
    const v = tf.variable(tf.scalar(2), true, "pace");
    expect(refusalOf((x) => tf.mul(x, v.dataSync()[0]!))).toContain('the step reads the data of the variable "pace".');
    v.dispose();
  });

  test("where it reads by a promise that nobody awaits", () => {
    expect(refusalOf((x) => {
      x.data().catch(() => {});
      return tf.neg(x);
    })).toContain("the step reads the data of argument 0");
  });

  test("where a branch depends on data", () => {
    expect(refusalOf((x) => (tf.max(x).arraySync() === 1 ? tf.neg(x) : x))).toContain("the step reads the data of output 0 of Max");
  });

  test("but a constant of its own may be read", () => {
    expect(refusalOf((x) => tf.mul(x, tf.scalar(3).dataSync()[0]!))).toBeUndefined();
  });

  test("where a random op of TensorFlow.js draws a constant", () => {
    expect(refusalOf((x) => tf.add(x, tf.randomNormal([2])))).toMatch(/step: the step cannot be compiled: input 1 of Add \(op \d+\) is another constant in every run \(float32 \[2\]\)\. Random numbers of TensorFlow\.js, the clock/);
    expect(refusalOf((x) => tf.dropout(x, 0.5))).toContain("is another constant in every run");
    let count = 0;
    expect(refusalOf((x) => tf.add(x, count++))).toContain("is another constant in every run");
  });

  test("where an op keeps a random state", () => {
    expect(refusalOf((x) => tf.cast(tf.multinomial(x.as1D(), 3, 1), "float32"))).toContain("Multinomial draws random numbers from a hidden state");
  });

  test("where the data decide a shape", () => {
    expect(refusalOf((x) => tf.mean(tf.unique(x).values))).toMatch(/step: the shape of what UniqueV?2? gives depends on the data, and a recorded step has fixed shapes/);
  });

  test("where another tensor from outside is used in each run", () => {
    const batches = Array.from({ length: 6 }, (_, k) => tf.fill([2], k));
    let k = 0;
    expect(refusalOf((x) => tf.add(x, batches[k++]!))).toContain("is another tensor from outside in every run; make it an argument of the step");
    tf.dispose(batches);
  });

  test("where it is another computation in each run", () => {
    let count = 0;
    expect(refusalOf((x) => (count++ % 2 === 0 ? tf.neg(x) : tf.square(x)))).toMatch(/op 0 was (Neg|Square) in one run and (Square|Neg) in the next/);
    let steps = 0;
    expect(refusalOf((x) => Array.from({ length: ++steps }).reduce<Tensor>((sum) => tf.neg(sum), x))).toContain("ops and the next");
  });

  test("where it makes variables whenever it runs", () => {
    const made: Tensor[] = [];
    expect(refusalOf((x) => {
      const v = tf.variable(tf.ones([2]));
      const sum = tf.add(x, v);
      v.dispose();
      return sum;
    })).toBeUndefined();
    const compiled = compileStep((x: Tensor) => {
      made.push(tf.variable(tf.ones([2])));
      return tf.add(x, made.at(-1)!);
    });
    expect(() => Array.from({ length: 6 }, () => compiled(tf.ones([2])))).toThrow("the step cannot be compiled: it makes or disposes variables whenever it runs.");
    tf.dispose(made);
  });

  test("where it keeps a tensor whenever it runs: a function would leave the recorded one in its place", () => {
    const kept: Tensor[] = [];
    const compiled = compileStep((x: Tensor) => {
      tf.dispose(kept.splice(0));
      kept.push(tf.keep(tf.square(x)));
      return tf.neg(x);
    });
    expect(() => Array.from({ length: 6 }, () => compiled(tf.ones([2])))).toThrow("the step cannot be compiled: it keeps a tensor (tf.keep) whenever it runs; return it, or assign it to a variable.");
    tf.dispose(kept);
  });

  test("but not where it keeps one at its first run alone", () => {
    let table: Tensor | undefined;
    const compiled = compileStep((x: Tensor) => tf.add(x, (table ??= tf.keep(tf.square(tf.tensor1d([1, 2]))))));
    for (let k = 0; k < 6; k++) expect(compiled(tf.ones([2])).dataSync()).toEqual(Float32Array.of(2, 5));
    expect(compiled.report()[0]!.ops).toBe(1);
    compiled.dispose();
    table?.dispose();
  });

  test("where it returns something else than tensors", () => {
    const wrong: unknown = async (x: Tensor) => x;
    const isStep = (value: unknown): value is (x: Tensor) => Tensor => typeof value === "function";
    if (isStep(wrong)) expect(refusalOf(wrong)).toMatch(/step: the step returned a promise where a tensor is expected/);
  });

  test("where one of its variables is disposed", () => {
    const v = tf.variable(tf.ones([2]), true, "weights");
    const step = compileStep((x: Tensor) => tf.mul(x, v), { name: "forecast" });
    for (let k = 0; k < 4; k++) step(tf.ones([2])).dispose();
    v.dispose();
    expect(() => step(tf.ones([2]))).toThrow('forecast: the variable "weights" that the step was recorded with is disposed. Compile the step again with the variables it now has.');
    step.dispose();
  });

  test("by XLA, where it has no kernel for one of its ops", () => {
    const { binding } = nativeBackend();
    const type = { name: "dtype", type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
    const step = compileStep((x: Tensor) => runOp("DebugGradientIdentity", [{ ...type, name: "T" }], [x], 1)[0]!, { name: "odd", xla: true });
    expect(() => Array.from({ length: 4 }, () => step(tf.ones([2])))).toThrow("odd: XLA cannot compile the step: it has no kernel for DebugGradientIdentity. Compile it without xla, or write that part in other ops.");
    step.dispose();
  });

  test("and the engine's own doors are open again afterwards", () => {
    refusalOf((x) => tf.mul(x, x.dataSync()[0]!));
    expect(tf.add(tf.ones([2]), 1).dataSync()).toEqual(Float32Array.of(2, 2));
  });
});

function isNativeProcess(): boolean {
  return isNative();
}
