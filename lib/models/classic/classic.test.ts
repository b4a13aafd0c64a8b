import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomKey, randomStream } from "../../random/index.ts";
import type { Windows } from "../../windows/index.ts";
import { knn, svm } from "../index.ts";
import { neighbourSearch } from "./neighbours.ts";
import { coupled } from "./pairwiseCoupling.ts";
import { weightedQuantile } from "./weightedQuantile.ts";

const options = { key: randomKey(1) };

/** Windows of one step of columns "a", "b". */
function windowsOf(inputs: readonly number[], targets: readonly number[]): Windows {
  return { inputs: Float32Array.from(inputs), targets: Float32Array.from(targets), rows: Int32Array.from(targets, (_, n) => n), count: targets.length, lookback: 1, features: 2, columns: ["a", "b"], horizon: 1 };
}

function drawn(count: number, seed: number, target: (a: number, b: number) => number): Windows {
  const { normal } = randomStream(randomKey(seed));
  const inputs = Array.from({ length: 2 * count }, normal);
  return windowsOf(inputs, Array.from({ length: count }, (_, n) => target(inputs[2 * n]!, inputs[2 * n + 1]!)));
}

describe("neighbours", () => {
  test("are those of a full sort by distance, the first of equals", () => {
    const shape = fc.record({ count: fc.integer({ min: 1, max: 60 }), width: fc.integer({ min: 1, max: 11 }), neighbours: fc.integer({ min: 1, max: 12 }), seed: fc.integer() });
    fc.assert(fc.property(shape, ({ count, neighbours, seed, width }) => {
      const { uniform } = randomStream(randomKey(seed));
      // Few values, so that many distances are equal.
      const table = Float32Array.from({ length: count * width }, () => Math.floor(3 * uniform()));
      const query = Float32Array.from({ length: width }, () => Math.floor(3 * uniform()));
      const far = (n: number) => query.reduce((sum, x, p) => sum + (x - table[n * width + p]!) ** 2, 0);
      const wanted = Array.from({ length: count }, (_, n) => n).sort((a, b) => far(a) - far(b) || a - b).slice(0, neighbours);
      const { distances, rows } = neighbourSearch(table, width, neighbours)(query, 0);
      expect(Array.from(rows)).toEqual(wanted);
      expect(Array.from(distances)).toEqual(wanted.map((n) => Math.sqrt(far(n))));
    }), { seed: 1 });
  });

  test("of one make the forecast of a known window its own target", async () => {
    const train = drawn(50, 1, (a, b) => a * b);
    const fitted = await knn({ neighbours: 1 }).fit(train, train, options);
    expect(fitted.predict(train)).toEqual(Float64Array.from(train.targets));
    const all = await knn({ neighbours: 3, weights: "distance" }).fit(train, train, options);
    expect(all.predict(train), "at distance 0 a neighbour counts alone").toEqual(Float64Array.from(train.targets));
  });

  test("of all make the mean of training", async () => {
    const train = windowsOf([0, 0, 1, 1, 5, 5], [1, 2, 6]);
    const fitted = await knn({ neighbours: 10 }).fit(train, train, options);
    expect(Array.from(fitted.predict(train))).toEqual([3, 3, 3]);
    expect(fitted.quantiles!(train)).toEqual({ levels: [0.1, 0.5, 0.9], values: Float64Array.of(1, 2, 6, 1, 2, 6, 1, 2, 6) });
  });

  test("of a rare class weigh as much as the others where classes are balanced", async () => {
    const train = windowsOf([0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 1]);
    const equal = await knn({ task: "classification", neighbours: 4 }).fit(train, train, options);
    const balanced = await knn({ task: "classification", neighbours: 4, classWeights: "balanced" }).fit(train, train, options);
    expect([equal.predict(train)[0], balanced.predict(train)[0]]).toEqual([0.25, 0.5]);
  });

  test("give a class that training lacks the probability 0", async () => {
    const train = windowsOf([0, 0, 1, 1], [0, 1]);
    const fitted = await knn({ task: "classification", classes: 3 }).fit(train, train, options);
    expect(Array.from(fitted.probabilities!(train).values)).toEqual([0.5, 0.5, 0, 0.5, 0.5, 0]);
  });

  test("that cannot be counted are refused", () => {
    expect(() => knn({ neighbours: 0 })).toThrow("knn: neighbours must be a whole number ≥ 1, got 0");
    expect(() => knn({ levels: [0.5, 0.1] })).toThrow("knn: levels must ascend between 0 and 1, got 0.5, 0.1");
  });
});

test("a weighted quantile is a value, and rises with its level", () => {
  const values = fc.array(fc.record({ value: fc.double({ min: -5, max: 5, noNaN: true }), weight: fc.double({ min: 0.1, max: 3, noNaN: true }) }), { minLength: 1, maxLength: 20 });
  fc.assert(fc.property(values, (drawnValues) => {
    const all = Float64Array.from(drawnValues, ({ value }) => value);
    const levels = [0.05, 0.3, 0.5, 0.8, 0.999];
    const quantiles = weightedQuantile(all, Float64Array.from(drawnValues, ({ weight }) => weight), levels);
    quantiles.forEach((quantile, q) => {
      expect(Array.from(all)).toContain(quantile);
      if (q > 0) expect(quantile).toBeGreaterThanOrEqual(quantiles[q - 1]!);
    });
  }), { seed: 1 });
});

test("pairwise probabilities of known classes are coupled back to these", () => {
  const shares = fc.array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 2, maxLength: 6 });
  fc.assert(fc.property(shares, (drawnShares) => {
    const whole = drawnShares.reduce((sum, share) => sum + share, 0);
    const p = drawnShares.map((share) => share / whole);
    const pairwise = p.flatMap((a, k) => p.slice(k + 1).map((b) => a / (a + b)));
    coupled(pairwise, p.length).forEach((share, k) => expect(share).toBeCloseTo(p[k]!, 7));
  }), { seed: 1 });
});

describe("a support vector machine", () => {
  test("finds what no line can: who lies within a circle", async () => {
    const inside = (a: number, b: number) => (a * a + b * b < 1 ? 1 : 0);
    const [train, validation, fresh] = [drawn(150, 1, inside), drawn(80, 2, inside), drawn(100, 3, inside)];
    const fitted = await svm({ task: "classification", cost: 10 }).fit(train, validation, options);
    const right = fitted.predict(fresh).filter((p, n) => p > 0.5 === (fresh.targets[n] === 1)).length;
    expect(right).toBeGreaterThan(92);
  });

  test("errs by no more than its tube on training windows that it can fit", async () => {
    const train = drawn(60, 1, (a, b) => 100 + Math.sin(a) + 0.5 * b);
    const fitted = await svm({ cost: 1000, tube: 0.2, tolerance: 1e-6 }).fit(train, train, options);
    const mean = train.targets.reduce((sum, y) => sum + y, 0) / train.count;
    const deviation = Math.sqrt(train.targets.reduce((sum, y) => sum + (y - mean) ** 2, 0) / train.count);
    fitted.predict(train).forEach((forecast, n) => expect(Math.abs(forecast - train.targets[n]!)).toBeLessThanOrEqual(0.2 * deviation + 1e-4));
  });

  test("leans towards a rare class where classes are balanced", async () => {
    const rare = (a: number, b: number) => (a + 0.8 * b > 1.6 ? 1 : 0);
    const [train, fresh] = [drawn(200, 1, rare), drawn(200, 2, rare)];
    const none = { ...train, inputs: new Float32Array(0), targets: new Float32Array(0), rows: new Int32Array(0), count: 0 };
    const share = async (classWeights: "equal" | "balanced") => {
      const fitted = await svm({ task: "classification", kernel: "linear", cost: 0.01, classWeights }).fit(train, none, options);
      return fitted.predict(fresh).reduce((sum, p) => sum + p, 0);
    };
    expect(await share("balanced")).not.toBe(await share("equal"));
  });

  test("gives a class that training lacks the probability 0", async () => {
    const train = drawn(40, 1, (a) => (a > 0 ? 2 : 0));
    const { classes, values } = (await svm({ task: "classification", classes: 4 }).fit(train, train, options)).probabilities!(train);
    expect(classes).toBe(4);
    for (let n = 0; n < train.count; n++) {
      expect([values[4 * n + 1], values[4 * n + 3]]).toEqual([0, 0]);
      expect(values[4 * n]! + values[4 * n + 2]!).toBeCloseTo(1, 12);
    }
  });

  test("leaves fetch and the handling of rejections as they were", async () => {
    const [fetch, listeners] = [globalThis.fetch, process.listeners("unhandledRejection")];
    const train = drawn(10, 1, (a) => a);
    await svm().fit(train, train, options);
    expect(globalThis.fetch).toBe(fetch);
    expect(process.listeners("unhandledRejection")).toEqual(listeners);
  });

  test("refuses settings without meaning", () => {
    expect(() => svm({ cost: 0 })).toThrow("svm: cost must be > 0, got 0");
    expect(() => svm({ gamma: -1 })).toThrow("svm: gamma must be > 0, got -1");
    expect(() => svm({ tube: -1 })).toThrow("svm: tube must be ≥ 0, got -1");
  });
});
