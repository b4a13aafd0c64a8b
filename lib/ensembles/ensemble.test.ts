import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomKey, randomStream, split } from "../random/index.ts";
import { averageEnsemble, averageForecasts, bayesianEnsemble, type Ensemble, ENSEMBLES, EnsembleError, ensembleFromJSON, ensembleOfSpec, fixedEnsemble, type Members, recentEnsemble, regimeEnsemble, stackingEnsemble, voteEnsemble } from "./index.ts";

const ROWS = 300;

/** Three members that see the truth through noise of 0.2, 1 and 3 of its deviation. */
function market(seed: number, rows = ROWS): { actual: Float64Array; members: Record<string, Float64Array>; regimes: string[] } {
  const { normal } = randomStream(randomKey(seed));
  const actual = Float64Array.from({ length: rows }, normal);
  const seen = (noise: number) => actual.map((y) => y + noise * normal());
  return { actual, members: { good: seen(0.2), fair: seen(1), poor: seen(3) }, regimes: Array.from(actual, (_, t) => (t % 3 === 0 ? "trend" : "range")) };
}

const everyKind: readonly (readonly [string, Ensemble])[] = [
  ["average", averageEnsemble()],
  ["fixed weights", fixedEnsemble({ good: 2, fair: 1, poor: 1 })],
  ["recent performance", recentEnsemble({ window: 40, minimum: 5 })],
  ["stacking", stackingEnsemble({ minimum: 10 })],
  ["stacking by ridge", stackingEnsemble({ minimum: 10, learner: "ridge" })],
  ["convex stacking", stackingEnsemble({ minimum: 10, isConvex: true })],
  ["Bayesian model averaging", bayesianEnsemble({ minimum: 5 })],
  ["majority vote", voteEnsemble()],
  ["regime switch", regimeEnsemble({ madeFor: { good: "trend", fair: "range", poor: "any" } })],
  ["learnt regime switch", regimeEnsemble({ minimum: 5 })],
];

describe.each(everyKind)("%s", (_name, ensemble) => {
  test("changes nothing before an actual value is known when that value and all later ones change", () => {
    const { actual, members, regimes } = market(1);
    fc.assert(fc.property(fc.integer({ min: 0, max: ROWS - 1 }), fc.integer({ min: 1, max: 9 }), (from, horizon) => {
      const changed = actual.map((y, t) => (t < from ? y : 100 - 7 * y));
      const [plain, other] = [actual, changed].map((truth) => ensemble.combine(members, truth, { horizon, regimes }));
      expect(other!.forecast.subarray(0, from + horizon)).toEqual(plain!.forecast.subarray(0, from + horizon));
      for (const [member, weights] of Object.entries(plain!.weights)) expect(other!.weights[member]!.subarray(0, from + horizon)).toEqual(weights.subarray(0, from + horizon));
    }), { seed: 1, numRuns: 12 });
  });

  test("changes nothing before a row when the forecasts and regimes from that row on change", () => {
    const { actual, members, regimes } = market(2);
    const [later, others] = [market(3), 120];
    const changed = Object.fromEntries(Object.entries(members).map(([name, forecast]) => [name, forecast.map((f, t) => (t < others ? f : later.members[name]![t]!))]));
    const plain = ensemble.combine(members, actual, { horizon: 2, regimes });
    const other = ensemble.combine(changed, actual, { horizon: 2, regimes: regimes.map((regime, t) => (t < others ? regime : "expansion")) });
    expect(other.forecast.subarray(0, others)).toEqual(plain.forecast.subarray(0, others));
  });

  test("combines the next row in a walk as when fitted on all rows known by then", () => {
    const { actual, members, regimes } = market(4, 80);
    const horizon = 3;
    const walked = ensemble.combine(members, actual, { horizon, regimes });
    for (const t of [1, 10, 40, 79]) {
      const known = Math.max(0, t - horizon + 1);
      expect(walked.known[t]).toBe(known);
      if (known === 0) continue;
      const part = (from: number, to: number): Members => Object.fromEntries(Object.entries(members).map(([name, forecast]) => [name, forecast.slice(from, to)]));
      const fitted = ensemble.fit(part(0, known), actual.slice(0, known), { regimes: regimes.slice(0, known) });
      expect(fitted.predict(part(t, t + 1), { regimes: regimes.slice(t, t + 1) })[0]).toBe(walked.forecast[t]);
    }
  });

  test("is the same ensemble after JSON, whatever order its members come in", () => {
    const { actual, members, regimes } = market(5);
    const fitted = ensemble.fit(members, actual, { regimes });
    const loaded = ensembleFromJSON(JSON.parse(JSON.stringify(fitted)));
    expect(loaded.predict(Object.fromEntries(Object.entries(members).reverse()), { regimes })).toEqual(fitted.predict(members, { regimes }));
    expect(loaded.weights("trend")).toEqual(fitted.weights("trend"));
  });

  test("refuses a missing forecast by its member and row, or combines those present if told to", () => {
    const { actual, members, regimes } = market(6);
    const missing = { ...members, fair: members["fair"]!.map((f, t) => (t % 7 === 3 ? Number.NaN : f)) };
    expect(() => ensemble.combine(missing, actual, { horizon: 1, regimes })).toThrow('.combine: the forecast of "fair" is NaN in row 3; leave out the model or the row');
    const { forecast, weights } = ensemble.combine(missing, actual, { horizon: 1, regimes, missing: "renormalise" });
    expect(forecast.every(Number.isFinite)).toBe(true);
    expect(weights["fair"]![3]).toBe(0);
    expect(weights["fair"]!.some((weight) => weight > 0)).toBe(true);
  });

  test("answers with one member, one row and a constant truth", () => {
    expect(ensemble.restrictedTo(["good"]).combine({ good: [1, 1, 1] }, [1, 1, 1], { horizon: 1 }).forecast).toEqual(Float64Array.of(1, 1, 1));
    const constant = { good: new Float64Array(90), fair: new Float64Array(90), poor: new Float64Array(90) };
    expect(ensemble.combine(constant, new Float64Array(90), { horizon: 1 }).forecast).toEqual(new Float64Array(90));
  });
});

describe("before anything is known", () => {
  test.each([recentEnsemble(), stackingEnsemble(), bayesianEnsemble(), regimeEnsemble()])("the members have equal weights ($name)", (ensemble) => {
    const { actual, members } = market(7, 10);
    const { forecast, weights } = ensemble.combine(members, actual, { horizon: 1 });
    forecast.forEach((value, t) => expect(value).toBeCloseTo(averageForecasts(members)[t]!, 12));
    expect(weights["poor"]![9]).toBeCloseTo(1 / 3, 12);
  });
});

test("rows that are not neighbours are known by their bars, not by their count", () => {
  const { members } = market(8, 4);
  const known = averageEnsemble().combine(members, [1, 1, 1, 1], { horizon: 5, rows: [0, 4, 5, 30] }).known;
  expect(Array.from(known)).toEqual([0, 0, 1, 3]);
});

test("actual values that no row could have known may be missing, others may not", () => {
  const members = { a: [1, 2, 3, 4] };
  expect(recentEnsemble().combine(members, [1, 2, NaN, NaN], { horizon: 2 }).forecast).toHaveLength(4);
  expect(() => recentEnsemble().combine(members, [1, NaN, 3, 4], { horizon: 2 })).toThrow("recent performance.combine: actual is NaN in row 1, from which it would learn; leave out the row");
});

describe("is refused", () => {
  const refused = (run: () => unknown, message: string) => expect(run).toThrow(new EnsembleError(message));
  const members = { a: [1, 2], b: [2, 3] };

  test("what does not fit together", () => {
    refused(() => averageEnsemble().combine(members, [1], { horizon: 1 }), "average.combine: actual has 1 rows and the forecasts have 2; give one value a row");
    refused(() => averageEnsemble().combine(members, [1, 2], { horizon: 0 }), "average.combine: horizon must be a whole number of bars ≥ 1, got 0. The label declares it.");
    refused(() => averageEnsemble().combine(members, [1, 2], { horizon: 1, rows: [5, 5] }), "average.combine: row 1 is bar 5 behind bar 5; give the rows in order of time, each once");
    refused(() => averageEnsemble().combine(members, [1, 2], { horizon: 1, regimes: ["trend"] }), "average.combine: regimes has 1 rows and the forecasts have 2; give one value a row");
    refused(() => averageEnsemble().combine({ a: [NaN], b: [NaN] }, [1], { horizon: 1, missing: "renormalise" }), "average.combine: no member has a forecast in row 0; leave out the row");
    refused(() => averageEnsemble().combine({ a: [Infinity] }, [1], { horizon: 1, missing: "renormalise" }), 'average.combine: the forecast of "a" is Infinity in row 0; leave out the model or the row');
    refused(() => averageEnsemble().combine(members, [1, 2], { horizon: 1, levels: [0.5] }), "average.combine: only Bayesian model averaging knows quantiles; put conformal intervals around the forecast");
    refused(() => averageEnsemble().fit(members, [1, 2]).predict({ a: [1] }), 'average: there is no place for "b"; give one for each of a, b');
  });

  test("settings outside their range", () => {
    refused(() => recentEnsemble({ window: 0 }), "recentEnsemble: window must be a whole number of rows ≥ 1, got 0");
    refused(() => stackingEnsemble({ shrinkage: 0 }), "stackingEnsemble: shrinkage must be a number of rows above 0, got 0; members that are alike would leave the weights open");
    refused(() => bayesianEnsemble({ forgetting: 0 }), "bayesianEnsemble: forgetting must lie above 0 and at most at 1, got 0");
    refused(() => voteEnsemble({ threshold: 2 }), "voteEnsemble: threshold must be a share from 0 to 1, got 2");
    refused(() => fixedEnsemble({ a: 1 }).combine(members, [1, 2], { horizon: 1 }), 'fixedEnsemble: there is no weight for "b"; give one for each of a, b');
    refused(() => regimeEnsemble({ madeFor: { a: "trend", b: "range", c: "any" } }).combine(members, [1, 2], { horizon: 1 }), 'regimeEnsemble: the regime of "c" belongs to no forecast; there are: a, b');
  });

  test("saved data of another form", () => {
    const saved = averageEnsemble().fit(members, [1, 2]).toJSON();
    refused(() => ensembleFromJSON({ ...saved, members: [] }), 'this is not a saved ensemble: at "members": Too small: expected array to have >=1 items; save it again');
    refused(() => ensembleFromJSON({ ...saved, members: ["a"] }), "this is not a saved ensemble: 2 weights for 1 members; save it again");
  });
});

test("every kind can be named by plain data, and a wrong name or setting says what there is", () => {
  const needed: Record<string, object> = { fixed: { weights: { a: 1, b: 3 } } };
  for (const { kind } of ENSEMBLES) expect(ensembleOfSpec({ kind, settings: { ...needed[kind] } }).combine({ a: [0], b: [1] }, [0], { horizon: 1 }).forecast).toHaveLength(1);
  expect(ENSEMBLES).toHaveLength(7);
  expect(() => ensembleOfSpec({ kind: "mean" })).toThrow('there is no ensemble "mean"; there are: average, fixed, recent, stacking, bayesian, vote, regime');
  expect(() => ensembleOfSpec({ kind: "recent", settings: { windows: 3 } })).toThrow('the settings of the ensemble "recent" are wrong: Unrecognized key: "windows"');
});

test("the ensemble of independent noise promises nothing: its forecasts stay near the mean of the truth", () => {
  const { normal } = randomStream(split(randomKey(9), "noise"));
  const draw = () => Float64Array.from({ length: 2000 }, normal);
  const { weights } = stackingEnsemble({ shrinkage: 5 }).combine({ a: draw(), b: draw(), c: draw() }, draw(), { horizon: 1 });
  for (const path of Object.values(weights)) expect(path[1999]!).toBeLessThan(0.1);
});
