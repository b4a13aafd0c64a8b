import { describe, expect, test } from "vitest";
import { randomKey, randomStream } from "../../random/index.ts";
import { lagTest, type LagTest } from "../index.ts";

const SEEDS = 25;
const ROWS = 700;

type World = { actual: Float64Array; previous: Float64Array; before: Float64Array; normal: () => number };

/** Verdicts over seeded random walks of prices, 1 % a day. */
function verdicts(forecastOf: (world: World) => Float64Array): LagTest[] {
  return Array.from({ length: SEEDS }, (_, seed) => {
    const { normal } = randomStream(randomKey(seed));
    const prices = [100];
    while (prices.length < ROWS + 2) prices.push(prices.at(-1)! * Math.exp(0.0003 + 0.01 * normal()));
    const lagged = (k: number) => Float64Array.from({ length: ROWS }, (_, t) => prices[t + 2 - k]!);
    const world = { actual: lagged(0), previous: lagged(1), before: lagged(2), normal };
    return lagTest({ actual: world.actual, previous: world.previous, forecast: forecastOf(world) });
  });
}

const share = (tests: readonly LagTest[], holds: (test: LagTest) => boolean) => tests.filter(holds).length / tests.length;

describe("planted forecasts of a random walk", () => {
  test("persistence repeats yesterday, lag 1", () => {
    const tests = verdicts(({ previous }) => previous);
    expect(share(tests, ({ lag, repeatsYesterday }) => lag === 1 && repeatsYesterday)).toBe(1);
    expect(tests[0]?.text).toBe("It repeats the value of 1 bar ago.");
  });

  test("a perfect forecast does not lag", () => {
    const tests = verdicts(({ actual }) => actual);
    expect(share(tests, ({ lag, repeatsYesterday }) => lag === 0 && !repeatsYesterday)).toBe(1);
    expect(tests[0]?.text).toBe("It does not lag.");
  });

  test("a good forecast with noise as large as a day's move does not lag", () => {
    expect(share(verdicts(({ actual, normal }) => actual.map((a) => a * (1 + 0.01 * normal()))), ({ lag, repeatsYesterday }) => lag === 0 && !repeatsYesterday)).toBe(1);
  });

  test("the value of 2 bars ago has lag 2 and repeats the past", () => {
    const tests = verdicts(({ before }) => before);
    expect(share(tests, ({ lag }) => lag === 2)).toBe(1);
    expect(share(tests, ({ repeatsYesterday }) => repeatsYesterday)).toBeGreaterThanOrEqual(0.9);
  });

  test("a smoothed line of the past, as a lagging network draws it, repeats yesterday", () => {
    const smoothed = verdicts(({ previous }) => {
      let level = previous[0]!;
      return previous.map((x) => (level = 0.4 * level + 0.6 * x));
    });
    expect(share(smoothed, ({ lag, repeatsYesterday }) => lag === 1 && repeatsYesterday)).toBeGreaterThanOrEqual(0.9);
  });

  test("persistence on another scale, as a saturated network draws it, or with noise repeats yesterday", () => {
    expect(share(verdicts(({ previous }) => previous.map((x) => 0.5 * x + 30)), ({ lag, repeatsYesterday }) => lag === 1 && repeatsYesterday)).toBeGreaterThanOrEqual(0.9);
    expect(share(verdicts(({ previous, normal }) => previous.map((x) => x * (1 + 0.01 * normal()))), ({ lag, repeatsYesterday }) => lag === 1 && repeatsYesterday)).toBeGreaterThanOrEqual(0.9);
  });

  test("a forecast with a little true foresight lies nearest to yesterday and is not said to repeat it", () => {
    const tests = verdicts(({ actual, previous, normal }) => previous.map((x, t) => x + 0.05 * (actual[t]! - x) + 0.2 * normal()));
    expect(share(tests, ({ lag, repeatsYesterday }) => lag === 1 && !repeatsYesterday)).toBe(1);
    expect(tests[0]?.text).toContain("its changes foretell part of the real ones");
  });

  test("noise around no level at all is not said to repeat yesterday", () => {
    expect(share(verdicts(({ previous, normal }) => previous.map(() => normal())), ({ repeatsYesterday }) => repeatsYesterday)).toBeLessThanOrEqual(0.05);
  });
});

test("of returns: yesterday's return repeats yesterday, noise does not, and no forecast at all is persistence", () => {
  const { normal } = randomStream(randomKey(4));
  const actual = Float64Array.from({ length: ROWS }, () => 0.01 * normal());
  const previous = new Float64Array(ROWS);
  const judge = (forecast: Float64Array) => lagTest({ actual, previous, forecast });
  expect(judge(actual.map((_, t) => 0.1 * (actual[t - 1] ?? 0)))).toMatchObject({ lag: 1, repeatsYesterday: true });
  expect(judge(actual.map(() => 0.01 * normal()))).toMatchObject({ repeatsYesterday: false });
  expect(judge(previous)).toMatchObject({ lag: 1, repeatsYesterday: true });
});

test("persistence over several bars has the lag of the horizon", () => {
  const { normal } = randomStream(randomKey(5));
  let level = 100;
  const walk = Float64Array.from({ length: ROWS }, () => (level += normal()));
  expect(lagTest({ actual: walk.subarray(3), previous: walk.subarray(0, -3), forecast: walk.subarray(0, -3) }, { horizon: 3 })).toMatchObject({ lag: 3, repeatsYesterday: true });
});

test("the errors are the RMSE against the actual series at each lag", () => {
  const [persistence] = verdicts(({ previous }) => previous);
  expect(persistence?.errors[1]).toBe(0);
  expect(persistence?.errors).toHaveLength(6);
});

test("a constant forecast and too few rows have no lag, with the reason", () => {
  const actual = Array.from({ length: 50 }, (_, t) => Math.sin(t));
  expect(lagTest({ actual, previous: actual.map((x) => x - 1), forecast: actual.map(() => 1) })).toMatchObject({ lag: null, repeatsYesterday: false, text: "the forecast never changes" });
  expect(lagTest({ actual: [1, 2], previous: [0, 1], forecast: [1, 1] })).toMatchObject({ lag: null, text: "2 rows, 36 needed" });
});
