import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { randomKey, randomStream, split } from "../../random/index.ts";
import { deflatedSharpe, effectiveTrials, meanReturnT, pbo, probabilisticSharpe, realityCheck, sharpe, standardDeviation, superiorAbility, type NotAvailable, type RealityCheck, type SuperiorAbility } from "../index.ts";

/** What arch makes of as many markets of 126 days and 6 trials, by the same mean block and number of resamples. */
const noise = z.object({ search: z.object({ "superior ability of noise (arch)": z.object({ markets: z.literal(1000), days: z.literal(126), trials: z.literal(6), meanBlock: z.literal(2), "called an edge": z.number() }) }) })
  .parse(JSON.parse(readFileSync(new URL("../strategyReference.json", import.meta.url), "utf8"))).search["superior ability of noise (arch)"];

/** Returns by trial: noise, and an edge of so many deviations a day in the first trial. */
function market(seed: number, { count = 252, edge = 0, trials = 1 } = {}): Float64Array[] {
  const { normal } = randomStream(split(randomKey(seed), "market"));
  return Array.from({ length: trials }, (_, k) => Float64Array.from({ length: count }, () => 0.01 * ((k === 0 ? edge : 0) + normal())));
}

const MARKETS = 1000;
/** A yearly Sharpe ratio of 3, in deviations a day. */
const EDGE = 3 / Math.sqrt(252);
/** Three standard errors of a count around `share` of the markets. */
const around = (share: number, markets = MARKETS) => 3 * Math.sqrt(share * (1 - share) * markets);
const rejected = (markets: number, rejects: (seed: number) => boolean) => Array.from({ length: markets }, (_, seed) => seed).filter(rejects).length;

const pOf = (judged: RealityCheck | SuperiorAbility | NotAvailable) => ("p" in judged ? judged.p : Number.NaN);

const best = (found: readonly Float64Array[]) => {
  const ratios = found.map((returns) => Number(sharpe(returns)));
  return Number(deflatedSharpe(found[ratios.indexOf(Math.max(...ratios))]!, { trials: found.length, sharpeVariance: standardDeviation(ratios) ** 2 }));
};

describe("of 1,000 markets of white noise", () => {
  test("the probabilistic Sharpe ratio and the mean's t call 5 % an edge at 5 %", () => {
    expect(Math.abs(rejected(MARKETS, (seed) => Number(probabilisticSharpe(market(seed)[0]!)) > 0.95) - 50)).toBeLessThan(around(0.05));
    // Newey and West's errors are a little small in samples of a year: up to 7 % are called an edge.
    expect(rejected(MARKETS, (seed) => Number(meanReturnT(market(seed)[0]!)) > 1.645)).toBeLessThan(70 + around(0.07));
  });

  test("the best of 100 trials passes the probabilistic Sharpe ratio nearly always, and the deflated one in no more than 5 %", () => {
    const naive = rejected(100, (seed) => market(seed, { trials: 100 }).some((returns) => Number(probabilisticSharpe(returns)) > 0.95));
    expect(naive).toBeGreaterThan(95);
    expect(rejected(MARKETS, (seed) => best(market(seed, { count: 126, trials: 100 })) > 0.95)).toBeLessThan(50);
  });

  const search = (seed: number) => ({ key: randomKey(seed), resamples: 99, meanBlock: 2 });
  const small = (seed: number) => market(seed, { count: 126, trials: 6 });

  test("the reality check calls 5 % an edge at 5 %", () => {
    const found = rejected(MARKETS, (seed) => pOf(realityCheck(small(seed), search(seed))) <= 0.05);
    expect(Math.abs(found - 50)).toBeLessThan(around(0.05));
  });

  const superior = Array.from({ length: MARKETS }, (_, seed) => pOf(superiorAbility(small(seed), search(seed))));
  const called = (level: number) => superior.filter((p) => p <= level).length;

  // A test that calls 10 % an edge fails here in 94 of 100 choices of as many markets.
  test("the test of superior ability calls 6 % an edge at 5 % in half a year, and no more than 5 % if asked for 0.03", () => {
    expect(Math.abs(called(0.05) - 62)).toBeLessThan(around(0.062));
    expect(called(0.03)).toBeLessThan(50 + around(0.05));
  });

  // One that calls 11 % fails here in 99 of 100.
  test("the test of superior ability calls as many an edge as arch's does of its own noise", () => {
    expect(Math.abs(called(0.05) - noise["called an edge"])).toBeLessThan(Math.SQRT2 * around(0.062));
  });

  test("the probability of backtest overfitting is one half on average, and the chosen trial's luck does not last", () => {
    const judged = Array.from({ length: 200 }, (_, seed) => pbo(market(seed, { trials: 20 }), { blocks: 8 }));
    const values = judged.map((one) => ("reason" in one ? Number.NaN : one.probability));
    const average = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(average - 0.5)).toBeLessThan(3 * standardDeviation(values) / Math.sqrt(values.length));
    const kept = judged.map((one) => ("reason" in one ? Number.NaN : one.tested.reduce((sum, value) => sum + value, 0) / one.tested.length));
    expect(Math.abs(kept.reduce((sum, value) => sum + value, 0) / kept.length)).toBeLessThan(3 * standardDeviation(kept) / Math.sqrt(kept.length));
  });
});

describe("a planted edge is found", () => {
  test("of a yearly Sharpe ratio of 3 in one year: by the probabilistic Sharpe ratio with the power of the normal law, Φ(3 − 1.645) = 91 %", () => {
    expect(Math.abs(rejected(MARKETS, (seed) => Number(probabilisticSharpe(market(seed, { edge: EDGE })[0]!)) > 0.95) - 912)).toBeLessThan(around(0.912));
  });

  test("of a yearly Sharpe ratio of 3 in four years, among 100 trials: by the deflated Sharpe ratio in more than 85 of 100 markets", () => {
    expect(rejected(100, (seed) => best(market(seed, { count: 1008, edge: EDGE, trials: 100 })) > 0.95)).toBeGreaterThan(85);
  });

  test("of a yearly Sharpe ratio of 3 in four years, among 20 trials: by both searches in every one of 40 markets, and PBO is below 5 % on average", () => {
    let sum = 0;
    for (let seed = 0; seed < 40; seed++) {
      const found = market(seed, { count: 1008, edge: EDGE, trials: 20 });
      const options = { key: randomKey(seed), resamples: 199 };
      for (const judged of [realityCheck(found, options), superiorAbility(found, options)]) {
        expect(judged).toMatchObject({ best: 0 });
        expect(pOf(judged)).toBeLessThanOrEqual(0.05);
      }
      const overfitting = pbo(found, { blocks: 8 });
      sum += "reason" in overfitting ? Number.NaN : overfitting.probability;
    }
    expect(sum / 40).toBeLessThan(0.05);
  });
});

describe("trials that are one idea", () => {
  const ideas = market(1, { trials: 5, count: 500 });
  const { normal } = randomStream(randomKey(9));
  const variants = ideas.flatMap((idea) => Array.from({ length: 20 }, () => idea.map((r) => r + 0.003 * normal())));

  test("count once: 100 variants of 5 ideas are 5 trials", () => {
    const { clusters, count } = effectiveTrials(variants);
    expect(count).toBe(5);
    expect(Array.from({ length: 5 }, (_, k) => new Set(clusters.slice(20 * k, 20 * k + 20)).size)).toEqual([1, 1, 1, 1, 1]);
  });

  test("and 30 trials of noise are about 30", () => {
    expect(effectiveTrials(market(2, { trials: 30 })).count).toBe(30);
  });
});

test("Hansen's test is not made blind by bad trials, White's is", () => {
  const noise = market(4, { count: 500, edge: 0.13, trials: 3 });
  const bad = market(5, { count: 500, trials: 60 }).map((returns) => returns.map((r) => 5 * r - 0.03));
  const options = { key: randomKey(1), resamples: 500, meanBlock: 2 };
  const [white, hansen] = [realityCheck([...noise, ...bad], options), superiorAbility([...noise, ...bad], options)];
  expect(pOf(white)).toBeGreaterThan(0.05);
  expect(pOf(hansen)).toBeLessThan(0.05);
});
