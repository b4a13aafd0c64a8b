import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { liesIn, type Choice, type Range, type SearchSpace } from "../../catalogue/searchSpace.ts";
import { randomKey, randomStream, split } from "../../random/index.ts";
import { randomSearch, tpe, TuningError, type Sampler, type Seen } from "../index.ts";
import { checkSpace } from "./checkSpace.ts";
import { parzen } from "./parzen.ts";
import reference from "../reference.json" with { type: "json" };
import { functions } from "./functions.fixture.ts";

const key = randomKey(1);

/** Any range that can be drawn from. */
const ranges: fc.Arbitrary<Range> = fc.oneof(
  fc.tuple(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.double({ min: 0, max: 1e3, noNaN: true })).map(([low, more]) => ({ kind: "float" as const, low, high: low + more })),
  fc.tuple(fc.double({ min: 1e-9, max: 10, noNaN: true }), fc.double({ min: 1, max: 1e6, noNaN: true })).map(([low, times]) => ({ kind: "float" as const, low, high: low * times, log: true })),
  fc.tuple(fc.integer({ min: -50, max: 50 }), fc.nat(300), fc.integer({ min: 1, max: 20 })).map(([low, more, step]) => ({ kind: "whole" as const, low, high: low + more, step })),
  fc.tuple(fc.integer({ min: 1, max: 5 }), fc.nat(5000)).map(([low, more]) => ({ kind: "whole" as const, low, high: low + more, log: true })),
  fc.uniqueArray(fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.integer({ min: 1, max: 9 }))), { minLength: 1, maxLength: 5, selector: (value) => JSON.stringify(value) }).map((values) => ({ kind: "choice" as const, values })),
);

/** Trials drawn one after the other; every seventh fails, every fifth is stopped early. */
function searchOf(sampler: Sampler, space: SearchSpace, trials: number, value: (settings: Readonly<Record<string, Choice>>) => number, seed = 1): readonly Seen[] {
  const seen: Seen[] = [];
  for (let n = 0; n < trials; n++) {
    const settings = sampler(space, seen, split(randomKey(seed), `trial ${n}`));
    seen.push({ settings, outcome: n % 7 === 6 ? { state: "failed" } : n % 5 === 4 ? { state: "pruned", step: n % 3, value: value(settings) } : { state: "complete", value: value(settings) } });
  }
  return seen;
}

describe.each([["random", randomSearch], ["tpe", tpe({ startup: 4 })]] as const)("%s", (_, sampler) => {
  test("draws only values that lie in their ranges: bounds, steps, whole numbers, choices", () => {
    fc.assert(fc.property(fc.dictionary(fc.string({ minLength: 1 }), ranges, { minKeys: 1, maxKeys: 4 }), fc.nat(1000), (space, seed) => {
      checkSpace(space);
      const stream = randomStream(randomKey(seed));
      for (const { settings } of searchOf(sampler, space, 14, () => stream.normal(), seed)) {
        expect(Object.keys(settings)).toEqual(Object.keys(space));
        for (const [name, range] of Object.entries(space)) expect([range, settings[name], liesIn(range, settings[name])]).toEqual([range, settings[name], true]);
      }
    }), { seed: 3, numRuns: 60 });
  });

  test("gives the same settings for the same space, trials and key, others for another key", () => {
    const { space, value } = functions.mixed;
    expect(searchOf(sampler, space, 20, value, 1)).toEqual(searchOf(sampler, space, 20, value, 1));
    expect(searchOf(sampler, space, 20, value, 2)).not.toEqual(searchOf(sampler, space, 20, value, 1));
  });
});

test("random draws are even: on the line, on the logarithm, over whole numbers and choices", () => {
  const space: SearchSpace = {
    plain: { kind: "float", low: -1, high: 3 }, log: { kind: "float", low: 1e-4, high: 1, log: true },
    whole: { kind: "whole", low: 2, high: 8, step: 2 }, choice: { kind: "choice", values: ["a", "b"] },
  };
  const drawn = Array.from({ length: 4000 }, (_, n) => randomSearch(space, [], split(key, `${n}`)));
  const share = (holds: (settings: Readonly<Record<string, Choice>>) => boolean) => drawn.filter(holds).length / drawn.length;
  expect(share(({ plain }) => Number(plain) < 0)).toBeCloseTo(0.25, 1);
  expect(share(({ log }) => Number(log) < 1e-3)).toBeCloseTo(0.25, 1);
  for (const value of [2, 4, 6, 8]) expect(share(({ whole }) => whole === value)).toBeCloseTo(0.25, 1);
  expect(share(({ choice }) => choice === "a")).toBeCloseTo(0.5, 1);
});

describe("the tree-structured Parzen estimator", () => {
  test("is random search until it has seen enough trials that ended", () => {
    const { space, value } = functions.branin;
    const failed: Seen[] = Array.from({ length: 30 }, () => ({ settings: { x: 0, y: 0 }, outcome: { state: "failed" } }));
    expect(tpe()(space, failed, key)).toEqual(randomSearch(space, failed, key));
    const ended = searchOf(randomSearch, space, 20, value);
    expect(tpe()(space, ended, key)).not.toEqual(randomSearch(space, ended, key));
  });

  test("keeps away from where trials failed or are under way", () => {
    const space: SearchSpace = { x: { kind: "float", low: 0, high: 1 } };
    const ended: Seen[] = Array.from({ length: 10 }, (_, n) => ({ settings: { x: n % 2 === 0 ? 0.2 : 0.8 }, outcome: { state: "complete", value: 1 } }));
    const near = (state: "failed" | "pending") => Array.from({ length: 60 }, (_, n) => Number(tpe({ startup: 5, good: 0.9 })(space, [...ended, ...Array.from({ length: 10 }, (): Seen => ({ settings: { x: 0.8 }, outcome: { state } }))], split(key, `${n}`))["x"])).filter((x) => x > 0.5).length;
    expect(near("failed")).toBeLessThan(10);
    expect(near("pending")).toBeLessThan(10);
  });

  // P: probability that a search of ours ends below a random one, over 120 seeds each; the power of the rank test follows from it.
  test.each([
    { name: "branin", seeds: 24, level: 3.1 }, // P = 0.92, power 0.99 at p < 0.001
    { name: "rosenbrock", seeds: 60, level: 1.65 }, // P = 0.65, power 0.89 at p < 0.05: settings drawn one by one do not see that the valley bends
    { name: "mixed", seeds: 24, level: 3.1 }, // P = 0.89, power 0.99 at p < 0.001
  ] as const)("finds smaller values of $name than random search, ours and Optuna's, and about as small ones as Optuna's", ({ level, name, seeds }) => {
    const { space, value } = functions[name];
    const peer = reference.functions[name];
    const best = (sampler: Sampler, seed: number): number => {
      const seen: Seen[] = [];
      for (let n = 0; n < peer.trials; n++) {
        const settings = sampler(space, seen, split(randomKey(seed), `trial ${n}`));
        seen.push({ settings, outcome: { state: "complete", value: value(settings) } });
      }
      return Math.min(...seen.map(({ outcome }) => ("value" in outcome ? outcome.value : Infinity)));
    };
    const ours = Array.from({ length: seeds }, (_, seed) => best(tpe(), seed));
    const random = Array.from({ length: seeds }, (_, seed) => best(randomSearch, 1000 + seed));
    const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!.toFixed(4);
    console.log(`${name}, ${peer.trials} trials, median: TPE ${median(ours)}, Optuna's ${median(peer.tpe)}; random ${median(random)}, Optuna's ${median(peer.random)}`);
    expect(rankZ(ours, random)).toBeGreaterThan(level);
    expect(rankZ(ours, peer.random)).toBeGreaterThan(level);
    expect(Math.abs(rankZ(random, peer.random))).toBeLessThan(3.1);
    expect(rankZ(ours, peer.tpe) / rankZ(peer.random, peer.tpe)).toBeLessThan(0.5); // at most half as far behind as random search
  });
});

/** How many standard deviations the first group lies below the second. Mann & Whitney 1947. */
function rankZ(a: readonly number[], b: readonly number[]): number {
  const wins = a.reduce((sum, mine) => sum + b.filter((other) => mine < other).length, 0);
  return (wins - (a.length * b.length) / 2) / Math.sqrt((a.length * b.length * (a.length + b.length + 1)) / 12);
}

test("a Parzen density integrates to one over its bounds, and the mass of a stretch is the integral over it", () => {
  fc.assert(fc.property(fc.array(fc.double({ min: -2, max: 5, noNaN: true }), { maxLength: 12 }), (places) => {
    const density = parzen(places, places.map(() => 1), { low: -2, high: 5 });
    const steps = 4000;
    const integral = (from: number, to: number) => Array.from({ length: steps }, (_, k) => Math.exp(density.logDensity(from + ((k + 0.5) / steps) * (to - from)))).reduce((a, b) => a + b, 0) * ((to - from) / steps);
    expect(integral(-2, 5)).toBeCloseTo(1, 4);
    expect(Math.exp(density.logMass(0, 1))).toBeCloseTo(integral(0, 1), 4);
    const stream = randomStream(key);
    for (let k = 0; k < 50; k++) {
      const drawn = density.draw(stream);
      expect(drawn >= -2 && drawn <= 5).toBe(true);
    }
  }), { seed: 4, numRuns: 20 });
});

test("a space that cannot be drawn from is refused with the setting and the remedy", () => {
  const refusal = (range: Range) => () => checkSpace({ rate: range });
  expect(() => checkSpace({})).toThrow(new TuningError("the search space is empty; name at least one setting with its range"));
  expect(refusal({ kind: "choice", values: [] })).toThrow('the search space\'s range of "rate" has no value to choose; give at least one');
  expect(refusal({ kind: "float", low: 2, high: 1 })).toThrow("goes from 2 to 1; give finite bounds, the lower one first");
  expect(refusal({ kind: "float", low: 0, high: 1, log: true })).toThrow("is drawn by its logarithm and begins at 0; begin above 0");
  expect(refusal({ kind: "whole", low: 0.5, high: 2 })).toThrow("is of whole numbers and goes from 0.5 to 2; give whole bounds");
  expect(refusal({ kind: "whole", low: 1, high: 9, step: 0 })).toThrow("has steps of 0; give a whole number ≥ 1");
  expect(refusal({ kind: "whole", low: 2, high: 9, step: 4, log: true })).toThrow("begins at 2 in steps of 4; begin above half a step");
});
