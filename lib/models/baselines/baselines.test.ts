import fc from "fast-check";
import { expect, test } from "vitest";
import { randomKey, randomStream } from "../../random/index.ts";
import type { Windows } from "../../windows/index.ts";
import { solveCholesky } from "./cholesky.ts";
import { drift, linear, logistic, persistence, RESTORERS, seasonalNaive, type Forecaster } from "../index.ts";
import { minimise } from "./minimise.ts";

const options = { key: randomKey(1) };

/** Windows of two columns, "a" and "b", with targets from a rule of the flattened window. */
function windowsOf(count: number, seed: number, target: (window: Float32Array, n: number) => number, lookback = 3): Windows {
  const { normal } = randomStream(randomKey(seed));
  const inputs = Float32Array.from({ length: count * lookback * 2 }, normal);
  const targets = Float32Array.from({ length: count }, (_, n) => target(inputs.subarray(n * lookback * 2, (n + 1) * lookback * 2), n));
  return { inputs, targets, rows: Int32Array.from(targets, (_, n) => n), count, lookback, features: 2, columns: ["a", "b"], horizon: 1 };
}

async function forecast(model: Forecaster, train: Windows, windows: Windows, validation = train): Promise<number[]> {
  return Array.from((await model.fit(train, validation, options)).predict(windows));
}

test("persistence of a return is zero, of a level its last value", async () => {
  const windows = windowsOf(3, 1, () => 0.5);
  expect(await forecast(persistence(), windows, windows)).toEqual([0, 0, 0]);
  expect(await forecast(persistence({ level: "b" }), windows, windows)).toEqual([5, 11, 17].map((at) => windows.inputs[at]));
});

test("persistence names a level that is not in the windows", async () => {
  const windows = windowsOf(3, 1, () => 0);
  await expect(persistence({ level: "close" }).fit(windows, windows, options)).rejects.toThrow('the windows have no column "close"; they have: a, b');
});

test("drift of a return is the mean of training, of a level the last value and the mean change", async () => {
  const train = windowsOf(4, 1, (_, n) => n);
  expect(await forecast(drift(), train, windowsOf(2, 2, () => 0))).toEqual([1.5, 1.5]);
  const level = windowsOf(5, 1, (window) => window[4]! + 0.25);
  const [first] = await forecast(drift({ level: "a" }), level, level);
  expect(first).toBeCloseTo(level.inputs[4]! + 0.25, 6);
});

test("seasonal naive is the value of the same season before", async () => {
  const windows = windowsOf(4, 1, () => 0, 6);
  const at = (back: number) => Array.from({ length: 4 }, (_, n) => windows.inputs[(n * 6 + 5 - back) * 2]);
  expect(await forecast(seasonalNaive({ column: "a", period: 5 }), windows, windows)).toEqual(at(4));
  expect(await forecast(seasonalNaive({ column: "a", period: 1 }), windows, windows)).toEqual(at(0));
  const further = { ...windows, horizon: 3 };
  expect(await forecast(seasonalNaive({ column: "a", period: 5 }), further, further)).toEqual(at(2));
  expect(await forecast(seasonalNaive({ column: "a", period: 2 }), further, further), "two seasons before, for the last one is not known yet").toEqual(at(1));
});

test("a column that was scaled is carried on in its own unit, after saving too", async () => {
  const raw = windowsOf(12, 1, (window) => window[4]! + 7, 6);
  const [offset, scale] = [3, 0.25];
  const scaled: Windows = { ...raw, inputs: raw.inputs.map((value) => (value - offset) / scale), units: { a: { offset, scale }, b: { offset, scale } } };
  for (const model of [persistence({ level: "b" }), drift({ level: "b" }), seasonalNaive({ column: "a", period: 5 })]) {
    const [own, of] = [await model.fit(raw, raw, options), await model.fit(scaled, scaled, options)];
    const wanted = own.predict(raw);
    const { units: _, ...asked } = scaled;
    const state = await of.saved();
    const loaded = await RESTORERS[state.kind]!(of.reads, { ...state, config: JSON.parse(JSON.stringify(state.config)) }, () => Promise.reject(new Error("holds no other model")));
    expect(loaded.predict(asked)).toEqual(of.predict(asked));
    of.predict(asked).forEach((value, n) => expect(value, model.name).toBeCloseTo(wanted[n]!, 5));
  }
});

test("seasonal naive names windows that are too short, and columns that are not there", async () => {
  const windows = windowsOf(4, 1, () => 0);
  await expect(seasonalNaive({ column: "a", period: 5 }).fit(windows, windows, options)).rejects.toThrow("seasonalNaive: a season of 5 bars and a horizon of 1 need windows of 5 steps, got 3. Make the windows longer.");
  await expect(seasonalNaive({ column: "c", period: 2 }).fit(windows, windows, options)).rejects.toThrow('the windows have no column "c"; they have: a, b');
  expect(() => seasonalNaive({ column: "a", period: 0 })).toThrow("seasonalNaive: period must be a whole number ≥ 1, got 0");
});

test("linear finds a planted linear rule", async () => {
  const rule = (window: Float32Array) => 2 + 3 * window[1]! - 0.5 * window[4]!;
  const test = windowsOf(20, 2, rule);
  const values = await forecast(linear({ alpha: 1e-6 }), windowsOf(200, 1, rule), test);
  values.forEach((value, n) => expect(value).toBeCloseTo(test.targets[n]!, 5));
});

test("linear agrees with the closed form for one input: slope = Σxy / (Σx² + α s²)", async () => {
  const train: Windows = { inputs: Float32Array.of(1, 2, 3, 6), targets: Float32Array.of(2, 3, 5, 6), rows: Int32Array.of(0, 1, 2, 3), count: 4, lookback: 1, features: 1, columns: ["a"], horizon: 1 };
  // x − 3 = −2 −1 0 3, y − 4 = −2 −1 1 2: Σxy = 11, Σx² = 14, variance 14/4, so with α = 2 the slope is 11 / (14 + 2·3.5).
  const [atMean, above] = await forecast(linear({ alpha: 2 }), train, { ...train, inputs: Float32Array.of(3, 4, 0, 0) });
  expect(atMean).toBeCloseTo(4, 12);
  expect(above! - atMean!).toBeCloseTo(11 / 21, 12);
});

test("linear shrinks to the mean of training as alpha grows", async () => {
  const train = windowsOf(100, 1, (window) => 1 + window[0]!);
  const values = await forecast(linear({ alpha: 1e12 }), train, train);
  const mean = train.targets.reduce((sum, y) => sum + y, 0) / train.count;
  values.forEach((value) => expect(value).toBeCloseTo(mean, 6));
});

test("linear gives a constant input no weight, and works without ridge", async () => {
  const train = windowsOf(100, 1, (window) => window[5]!);
  const constant = { ...train, inputs: train.inputs.map((value, at) => (at % 2 === 0 ? 7 : value)) };
  const values = await forecast(linear({ alpha: 0 }), constant, constant);
  values.forEach((value, n) => expect(value).toBeCloseTo(train.targets[n]!, 5));
});

test("linear does not change when a column is measured in another unit", async () => {
  const train = windowsOf(80, 1, (window) => window[0]! + window[3]!);
  const scaled = { ...train, inputs: train.inputs.map((value, at) => (at % 2 === 0 ? value * 1024 : value)) };
  const [plain, other] = [await forecast(linear(), train, train), await forecast(linear(), scaled, scaled)];
  plain.forEach((value, n) => expect(other[n]).toBeCloseTo(value, 9));
});

test("linear refuses a negative alpha and names singular equations", async () => {
  expect(() => linear({ alpha: -1 })).toThrow('linear: alpha must be ≥ 0 or "validated", got -1');
  const train = windowsOf(50, 1, () => 0);
  const twins = { ...train, inputs: train.inputs.map((_, at) => train.inputs[at - (at % 2)]!) };
  await expect(linear({ alpha: 0 }).fit(twins, twins, options)).rejects.toThrow("the normal equations are singular at input 1; raise alpha above 0");
});

test("linear takes the penalty that errs least on the validation: hardly any for a rule, nearly all for noise, and 1 where there is none", async () => {
  const [train, validation] = [windowsOf(60, 1, (window) => window[0]! - 2 * window[5]!), windowsOf(300, 2, (window) => window[0]! - 2 * window[5]!)];
  expect(await forecast(linear(), train, validation, validation)).toEqual(await forecast(linear({ alpha: 0.01 }), train, validation));
  const draw = randomStream(randomKey(3)).normal;
  const noise = windowsOf(60, 4, draw);
  const [chosen, free] = [await forecast(linear(), noise, validation, windowsOf(300, 5, draw)), await forecast(linear({ alpha: 0.01 }), noise, validation)];
  const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
  expect(spread(chosen)).toBeLessThan(0.1 * spread(free));
  const none = { ...validation, count: 0, inputs: new Float32Array(0), targets: new Float32Array(0), rows: new Int32Array(0) };
  expect(await forecast(linear(), train, validation, none)).toEqual(await forecast(linear({ alpha: 1 }), train, validation));
});

test("linear owes to each input what a deviation of it moves, and contributes nothing at the mean", async () => {
  const train = windowsOf(400, 1, (window) => 3 * window[4]! - window[1]!);
  const fitted = await linear({ alpha: 1e-6 }).fit(train, train, options);
  const importance = fitted.importance!();
  expect(Object.keys(importance)).toEqual(["a[-2]", "b[-2]", "a[-1]", "b[-1]", "a", "b"]);
  expect(importance.a).toBeCloseTo(0.75, 1);
  expect(importance["b[-2]"]).toBeCloseTo(0.25, 1);
  const { base, values } = fitted.contributions!(train);
  expect(base).toBeCloseTo(train.targets.reduce((sum, y) => sum + y, 0) / train.count, 6);
  expect(values.reduce((sum, value) => sum + value, 0) / train.count).toBeCloseTo(0, 9);
});

test("linear with fewer windows than inputs solves its equations: the residuals' pull on each weight is α times the weight", async () => {
  for (const [count, lookback, alpha] of [[12, 10, 0.5], [13, 7, 2], [40, 10, 0.5]] as const) {
    const train = windowsOf(count, 3, (window) => window[0]! - window[7]!, lookback);
    const width = 2 * lookback;
    const fitted = await linear({ alpha }).fit(train, train, options);
    const residual = fitted.predict(train).map((y, n) => train.targets[n]! - y);
    const mean = (p: number) => residual.reduce((sum, _, n) => sum + train.inputs[n * width + p]! / count, 0);
    const { values } = fitted.contributions!(train);
    for (let p = 0; p < width; p++) {
      const centred = residual.map((_, n) => train.inputs[n * width + p]! - mean(p));
      const variance = centred.reduce((sum, x) => sum + (x * x) / count, 0);
      const weight = values[p]! / centred[0]!;
      expect(centred.reduce((sum, x, n) => sum + x * residual[n]!, 0), `input ${p} of ${width}, ${count} windows`).toBeCloseTo(alpha * variance * weight, 9);
    }
  }
});

test("logistic finds a planted rule of two classes and of three", async () => {
  for (const cuts of [[0], [-0.7, 0.7]]) {
    const rule = (window: Float32Array) => cuts.filter((cut) => window[4]! - window[5]! > cut).length;
    const [train, fresh] = [windowsOf(400, 1, rule), windowsOf(200, 2, rule)];
    const fitted = await logistic({ alpha: 0.01 }).fit(train, train, options);
    const { classes, values } = fitted.probabilities!(fresh);
    const right = Array.from(fresh.targets).filter((y, n) => values.subarray(n * classes, (n + 1) * classes).every((p) => p <= values[n * classes + y]!)).length;
    expect(right).toBeGreaterThan(190);
  }
});

test("logistic shrinks to the shares of the classes as alpha grows, to equal ones where classes are balanced", async () => {
  const train = windowsOf(100, 1, (_, n) => (n % 4 === 0 ? 1 : 0));
  for (const p of await forecast(logistic({ alpha: 1e9 }), train, train)) expect(p).toBeCloseTo(0.25, 6);
  for (const p of await forecast(logistic({ alpha: 1e9, classWeights: "balanced" }), train, train)) expect(p).toBeCloseTo(0.5, 6);
});

test("logistic gives a class that training lacks less than any other", async () => {
  const train = windowsOf(100, 1, (window) => (window[4]! > 0 ? 1 : 0));
  const { values } = (await logistic({ classes: 3 }).fit(train, train, options)).probabilities!(train);
  for (let n = 0; n < train.count; n++) expect(values[3 * n + 2]!).toBeLessThan(0.05);
});

test("logistic refuses an alpha that lets weights grow without end, and contributions of three classes", async () => {
  expect(() => logistic({ alpha: 0 })).toThrow("logistic: alpha must be > 0, got 0: classes that a line can part have no finite weights without it");
  const train = windowsOf(30, 1, (_, n) => n % 3);
  const fitted = await logistic().fit(train, train, options);
  expect(() => fitted.contributions!(train)).toThrow("logistic: contributions are to the log-odds of two classes, this model has 3");
});

test("the minimum of a drawn bowl is found", async () => {
  const bowl = fc.record({ at: fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 6 }), steep: fc.double({ min: 0.1, max: 100, noNaN: true }) });
  await fc.assert(fc.asyncProperty(bowl, async ({ at, steep }) => {
    const found = await minimise((x, gradient) => {
      let value = 0;
      at.forEach((centre, d) => {
        const own = steep ** (d / at.length);
        value += (own * (x[d]! - centre) ** 2) / 2;
        gradient[d] = own * (x[d]! - centre);
      });
      return value;
    }, new Float64Array(at.length));
    found.forEach((x, d) => expect(x).toBeCloseTo(at[d]!, 6));
  }), { seed: 1, numRuns: 30 });
});

test("a fitted model refuses windows of other columns", async () => {
  const train = windowsOf(30, 1, () => 1);
  const fitted = await linear().fit(train, train, options);
  expect(() => fitted.predict({ ...train, columns: ["b", "a"] })).toThrow("linear: fitted on windows of 3 steps of a, b, asked to predict windows of 3 steps of b, a.");
});

test("the Cholesky solution solves its equations", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.integer(), (n, seed) => {
      const { normal } = randomStream(randomKey(seed));
      const m = Float64Array.from({ length: n * n }, normal);
      const a = Float64Array.from({ length: n * n }, (_, at) => {
        const [i, j] = [Math.floor(at / n), at % n];
        return m.reduce((sum, _value, k) => (k < n ? sum + m[i * n + k]! * m[j * n + k]! : sum), i === j ? 0.1 : 0);
      });
      const b = Float64Array.from({ length: n }, normal);
      const x = solveCholesky(a.slice(), b.slice());
      for (let i = 0; i < n; i++) expect(x.reduce((sum, value, j) => sum + a[i * n + j]! * value, 0)).toBeCloseTo(b[i]!, 6);
    }), { seed: 1 },
  );
});
