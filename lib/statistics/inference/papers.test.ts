import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectedMaximumSharpe, meanReturnT, minimumTrackRecord, moments, pbo, probabilisticSharpe, probabilityAbove, realityCheck, sharpe, sharpeError, trackRecordLength } from "../index.ts";
import { randomKey, randomStream } from "../../random/index.ts";
import { normalProbability } from "../../analysis/normal.ts";
import { normalQuantile } from "../normal.ts";
import { halves } from "./halves.ts";
import { sharpeVarianceFactor } from "./sharpeShape.ts";

const normals = (seed: number, count: number, mean = 0) => {
  const { normal } = randomStream(randomKey(seed));
  return Float64Array.from({ length: count }, () => mean + 0.01 * normal());
};

describe("the normal distribution", () => {
  test("has the quantiles of printed tables", () => {
    expect([0.95, 0.975, 0.999].map(normalQuantile)).toEqual([1.6448536269514722, 1.959963984540054, 3.090232306167813].map((z) => expect.closeTo(z, 11)));
    expect([0, 1, 2].map(normalQuantile)).toEqual([-Infinity, Infinity, Number.NaN]);
  });

  test("its quantile undoes its probability", () => {
    fc.assert(fc.property(fc.double({ min: 1e-12, max: 1 - 1e-9, noNaN: true }), (p) => {
      expect(normalProbability(normalQuantile(p)) / p).toBeCloseTo(1, 9);
    }), { seed: 1 });
  });
});

describe("Bailey and López de Prado 2012", () => {
  const month = { sharpe: 0.458, count: 24 };

  test("24 months of Sharpe ratio 0.458 are above 0 with 98.2 % if they are normal, and with 91.3 % as skewed and fat-tailed as they were", () => {
    expect(probabilityAbove(month, 0)).toBeCloseTo(0.982, 3);
    expect(probabilityAbove({ ...month, skewness: -2.448, kurtosis: 10.164 }, 0)).toBeCloseTo(0.913, 3);
  });

  test("a yearly Sharpe ratio of 2 is above 1 with 95 % after 2.73 years of days, 2.83 of weeks and 3.24 of months", () => {
    const years = [250, 52, 12].map((periods) => trackRecordLength({ sharpe: 2 / Math.sqrt(periods) }, 1 / Math.sqrt(periods), 0.95) / periods);
    expect(years.map((value) => value.toFixed(2))).toEqual(["2.73", "2.83", "3.24"]);
  });

  test("a record of the minimum length has just the probability asked", () => {
    const shape = { sharpe: 0.1, skewness: -0.5, kurtosis: 6 };
    expect(probabilityAbove({ ...shape, count: trackRecordLength(shape, 0.02, 0.9) }, 0.02)).toBeCloseTo(0.9, 12);
  });
});

describe("Bailey and López de Prado 2014, their example", () => {
  const chosen = { sharpe: 2.5 / Math.sqrt(250), count: 1250, skewness: -3, kurtosis: 10 };

  test("the best of 100 trials with variance 1/2 shows 0.1132 a day without skill, which leaves a yearly 2.5 at 90 %", () => {
    const best = expectedMaximumSharpe(100, 1 / 2 / 250);
    expect(best).toBeCloseTo(0.1132, 4);
    expect(probabilityAbove(chosen, best)).toBeCloseTo(0.9004, 4);
  });

  test("of 46 trials, 95.05 % are left", () => {
    expect(probabilityAbove(chosen, expectedMaximumSharpe(46, 1 / 2 / 250))).toBeCloseTo(0.9505, 4);
  });

  test("the expected best is near the mean of the best of simulated trials, and 0 for one", () => {
    const { normal } = randomStream(randomKey(3));
    let sum = 0;
    for (let k = 0; k < 4000; k++) sum += Math.max(...Array.from({ length: 50 }, normal));
    expect(Math.abs(expectedMaximumSharpe(50, 1) / (sum / 4000) - 1)).toBeLessThan(0.02);
    expect(expectedMaximumSharpe(1, 1)).toBe(0);
  });
});

describe("Lo 2002", () => {
  test.each([[0.5, 12, 0.306], [1, 24, 0.25], [1.5, 60, 0.188], [2, 250, 0.11], [3, 500, 0.105]])("a Sharpe ratio of %f over %i returns has the standard error %f", (ratio, count, error) => {
    expect(Math.sqrt(sharpeVarianceFactor({ sharpe: ratio }) / count)).toBeCloseTo(error, 3);
  });

  test("the error is what the ratio varies by over many samples, of dependent returns too", () => {
    const series = (seed: number) => {
      const noise = normals(seed, 1001, 0.0005);
      return noise.subarray(1).map((x, t) => x + 0.5 * noise[t]!);
    };
    const ratios = Array.from({ length: 300 }, (_, seed) => Number(sharpe(series(seed))));
    const spread = Math.sqrt(moments(ratios).squares / 299);
    const told = (lags: number) => Array.from({ length: 20 }, (_, seed) => Number(sharpeError(series(seed), { lags }))).reduce((sum, x) => sum + x / 20, 0);
    expect(told(10) / spread).toBeGreaterThan(0.88);
    expect(told(10) / spread).toBeLessThan(1.12);
    expect(told(0) / spread).toBeLessThan(0.85);
  });
});

describe("what the data cannot tell is N/A with the reason", () => {
  const few = [0.01, -0.02, 0.01];

  test("too few returns", () => {
    const reason = { value: null, reason: "3 returns, 30 needed" };
    expect([probabilisticSharpe(few), minimumTrackRecord(few), sharpeError(few), meanReturnT(few), realityCheck([few], { key: randomKey(1) })]).toEqual(Array(5).fill(reason));
    expect(pbo([few, few])).toEqual({ value: null, reason: "3 returns, 64 needed for 16 blocks" });
  });

  test("returns that do not vary, and a ratio below its benchmark", () => {
    expect(probabilisticSharpe(new Float64Array(40).fill(0.1))).toEqual({ value: null, reason: "the returns do not vary" });
    expect(minimumTrackRecord(normals(1, 100, -0.005))).toEqual({ value: null, reason: "the Sharpe ratio is not above 0, no record is long enough" });
    expect(realityCheck([new Float64Array(40)], { key: randomKey(1) })).toEqual({ value: null, reason: "no trial ever differs from the benchmark" });
  });
});

describe("misuse is refused", () => {
  test("trials that are none, or of other days", () => {
    expect(() => expectedMaximumSharpe(0, 1)).toThrow("expectedMaximumSharpe: the number of trials must be ≥ 1, got 0; count every variant that was tried, this one too");
    expect(() => expectedMaximumSharpe(2, -1)).toThrow("the variance of the Sharpe ratios must be ≥ 0, got -1");
    expect(() => pbo([[1, 2]])).toThrow("pbo: 1 trials, 2 needed; give the returns of every variant that was tried");
    expect(() => pbo([[1, 2], [1]])).toThrow('pbo: "trial 0" has 2 rows and "trial 1" has 1; give one value a row in each');
    expect(() => pbo([[1], [2]], { blocks: 5 })).toThrow("pbo: the number of blocks must be even, from 4 to 30, got 5");
    expect(() => pbo([normals(1, 100), normals(2, 100)], { blocks: 18 })).toThrow("pbo: 18 blocks have more splits than are counted one by one; give a key to draw them, or at most 16 blocks");
  });
});

test("every half is chosen once: 12,870 of 16 blocks, and its other half too", () => {
  const all = new Set(halves(16));
  expect(all.size).toBe(12_870);
  expect([...all].every((bits) => all.has(~bits & 0xffff))).toBe(true);
  const drawn = halves(20, { most: 2000, stream: randomStream(randomKey(1)) });
  const ones = Array.from({ length: 20 }, (_, k) => drawn.reduce((sum, bits) => sum + ((bits >> k) & 1), 0));
  expect(ones.reduce((sum, count) => sum + count, 0)).toBe(20_000);
  for (const count of ones) expect(Math.abs(count - 1000)).toBeLessThan(100);
});
