import { describe, expect, test } from "vitest";
import { solveCholesky } from "../../models/baselines/cholesky.ts";
import { randomKey, randomStream } from "../../random/index.ts";
import { averageEnsemble, bayesianEnsemble, recentEnsemble, regimeEnsemble, stackingEnsemble, voteEnsemble } from "../index.ts";
import { mixtureQuantile } from "../mixtureQuantile.ts";
import { nonNegativeLeastSquares } from "./nonNegativeLeastSquares.ts";

const meanSquare = (forecast: ArrayLike<number>, actual: ArrayLike<number>, from = 0) => Array.from(actual).slice(from).reduce((sum, y, t) => sum + (forecast[t + from]! - y) ** 2, 0) / (actual.length - from);
const draws = (seed: number, rows: number) => {
  const { normal } = randomStream(randomKey(seed));
  return () => Float64Array.from({ length: rows }, normal);
};

describe("weights by recent performance", () => {
  test("are in proportion to 1/MSE of the window", () => {
    const members = { near: [9, 9, 1, 1, 0], far: [9, 9, 2, 2, 0] };
    const { weights } = recentEnsemble({ window: 2, minimum: 2 }).combine(members, [0, 0, 0, 0, 0], { horizon: 1 });
    expect(weights["near"]![4]).toBeCloseTo(0.8, 12);
    expect(weights["near"]![2]).toBe(0.5);
  });

  test("follow a planted change of which member is good", () => {
    const draw = draws(1, 1000);
    const [actual, one, other] = [draw(), draw(), draw()];
    const members = { first: actual.map((y, t) => y + (t < 500 ? 0.2 : 2) * one[t]!), second: actual.map((y, t) => y + (t < 500 ? 2 : 0.2) * other[t]!) };
    const { forecast, weights } = recentEnsemble({ window: 50 }).combine(members, actual, { horizon: 5 });
    expect(weights["first"]![499]).toBeGreaterThan(0.95);
    expect(weights["first"]![600]).toBeLessThan(0.05);
    expect(meanSquare(forecast, actual)).toBeLessThan(0.4 * meanSquare(averageEnsemble().combine(members, actual, { horizon: 5 }).forecast, actual));
  });
});

describe("stacking", () => {
  test("finds the planted weights, and none for a member without a part", () => {
    const draw = draws(2, 4000);
    const members = { a: draw(), b: draw(), noise: draw() };
    const error = draw();
    const actual = error.map((e, t) => 0.7 * members.a[t]! + 0.2 * members.b[t]! + 0.3 * e);
    const weights = stackingEnsemble({ shrinkage: 1 }).fit(members, actual).weights();
    expect(weights["a"]).toBeCloseTo(0.7, 1);
    expect(weights["b"]).toBeCloseTo(0.2, 1);
    expect(weights["noise"]).toBeLessThan(0.02);
  });

  test("gives no negative weight unless it is ridge, and adds up to 1 if it is convex", () => {
    const draw = draws(3, 500);
    const a = draw();
    const members = { a, opposite: a.map((x) => -x), half: a.map((x) => 0.5 * x) };
    expect(Math.min(...Object.values(stackingEnsemble().fit(members, a).weights()))).toBeGreaterThanOrEqual(0);
    expect(stackingEnsemble({ learner: "ridge" }).fit(members, a).weights()["opposite"]).toBeLessThan(0);
    expect(Object.values(stackingEnsemble({ isConvex: true }).fit(members, a).weights()).reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12);
  });

  test("shrinks towards equal weights as the belief in them grows", () => {
    const draw = draws(4, 300);
    const a = draw();
    const weight = (shrinkage: number) => stackingEnsemble({ shrinkage }).fit({ a, noise: draw() }, a).weights()["a"]!;
    expect(weight(1)).toBeGreaterThan(0.98);
    expect(weight(1e9)).toBeCloseTo(0.5, 3);
  });

  test("members that are copies share one weight", () => {
    const a = draws(5, 300)();
    const { one, two } = stackingEnsemble({ shrinkage: 1 }).fit({ one: a, two: a }, a).weights();
    expect(one).toBeCloseTo(two!, 9);
    expect(one! + two!).toBeCloseTo(1, 2);
  });

  test("the non-negative least squares meet the conditions of Karush, Kuhn and Tucker", () => {
    const { normal } = randomStream(randomKey(6));
    for (let world = 0; world < 40; world++) {
      const size = 2 + (world % 7);
      const x = Float64Array.from({ length: size * 30 }, normal);
      const y = Float64Array.from({ length: 30 }, normal);
      const gram = Float64Array.from({ length: size * size }, (_, at) => y.reduce((sum, _y, t) => sum + x[t * size + Math.floor(at / size)]! * x[t * size + (at % size)]!, 0));
      const moment = Float64Array.from({ length: size }, (_, k) => y.reduce((sum, value, t) => sum + x[t * size + k]! * value, 0));
      const weights = nonNegativeLeastSquares(gram, moment);
      weights.forEach((w, k) => {
        const slope = moment[k]! - weights.reduce((sum, other, j) => sum + gram[k * size + j]! * other, 0);
        expect(w).toBeGreaterThanOrEqual(0);
        expect(w > 0 ? Math.abs(slope) : Math.max(0, slope)).toBeLessThan(1e-8);
      });
      const free = solveCholesky(gram.slice(), moment.slice());
      if (free.every((w) => w > 0)) free.forEach((w, k) => expect(weights[k]).toBeCloseTo(w, 9));
    }
  });
});

describe("Bayesian model averaging", () => {
  test("without forgetting gives weights in proportion to the product of the predictive densities", () => {
    const members = { a: [1, -1, 1, -1, 0.5], b: [2, -2, 2, -2, 1] };
    const actual = [0, 0, 0, 0, 0];
    const { b } = bayesianEnsemble({ forgetting: 1, minimum: 4 }).fit(members, actual).weights();
    const [densityA, densityB] = [Math.exp(-0.125), Math.exp(-0.125) / 2];
    expect(b).toBeCloseTo(densityB / (densityA + densityB), 12);
  });

  test("comes to believe the member that is right, and another when that one becomes right", () => {
    const draw = draws(7, 1200);
    const [actual, one, other] = [draw(), draw(), draw()];
    const members = { first: actual.map((y, t) => y + (t < 600 ? 0.3 : 1) * one[t]!), second: actual.map((y, t) => y + (t < 600 ? 1 : 0.3) * other[t]!) };
    const { weights } = bayesianEnsemble({ forgetting: 0.97 }).combine(members, actual, { horizon: 1 });
    expect(weights["first"]![590]).toBeGreaterThan(0.99);
    expect(weights["second"]![1190]).toBeGreaterThan(0.99);
  });

  test("its quantiles hold the planted share of what comes true", () => {
    const draw = draws(8, 3000);
    const [signal, first, second, noise] = [draw(), draw(), draw(), draw()];
    const actual = signal.map((s, t) => s + noise[t]!);
    const members = { a: signal.map((s, t) => s + 0.1 * first[t]!), b: signal.map((s, t) => s + 0.1 * second[t]!) };
    const { quantiles } = bayesianEnsemble().combine(members, actual, { horizon: 1, levels: [0.05, 0.5, 0.95] });
    const rows = Array.from(actual.keys()).slice(100);
    const share = (level: number) => rows.filter((t) => actual[t]! <= quantiles!.values[3 * t + level]!).length / rows.length;
    expect([share(0), share(1), share(2)].map((s, k) => Math.abs(s - [0.05, 0.5, 0.95][k]!) < 0.02)).toEqual([true, true, true]);
    expect(quantiles!.values[0]).toBeNaN();
  });

  test("a missing forecast is no evidence for or against its member", () => {
    const draw = draws(9, 200);
    const [actual, one, two] = [draw(), draw(), draw()];
    const members = { a: one.map((e, t) => actual[t]! + e), b: two.map((e, t) => (t < 150 ? actual[t]! + e : Number.NaN)) };
    const { weights } = bayesianEnsemble({ forgetting: 1 }).combine({ ...members, b: members.b.map((f, t) => (t === 199 ? 0 : f)) }, actual, { horizon: 1, missing: "renormalise" });
    expect(weights["a"]![199]).toBeCloseTo(bayesianEnsemble({ forgetting: 1 }).combine({ a: members.a.slice(0, 151), b: members.b.map((f) => (Number.isNaN(f) ? 0 : f)).slice(0, 151) }, actual.slice(0, 151), { horizon: 1 }).weights["a"]![150]!, 9);
  });

  test("the quantile of one normal is the normal's: −1.959964 at 0.025 (Abramowitz and Stegun 1964, table 26.5)", () => {
    expect(mixtureQuantile(0.025, Float64Array.of(0, 5), [1, 0], [1, 1])).toBeCloseTo(-1.959964, 6);
    expect(mixtureQuantile(0.975, Float64Array.of(10), [1], [2])).toBeCloseTo(10 + 2 * 1.959964, 5);
    expect(mixtureQuantile(0.5, Float64Array.of(-3, 3), [0.5, 0.5], [1, 1])).toBeCloseTo(0, 6);
    expect(mixtureQuantile(0.25, Float64Array.of(-3, 3), [0.5, 0.5], [0.1, 0.1])).toBeCloseTo(-3, 6);
  });
});

describe("majority vote", () => {
  const said = (options: object, row: readonly number[]) => {
    const { confidence, forecast } = voteEnsemble(options).combine(Object.fromEntries(row.map((f, k) => [`m${k}`, [f]])), [0], { horizon: 1 });
    return [forecast[0], confidence![0]];
  };

  test("of signs says up, down or abstains below the threshold", () => {
    expect(said({}, [0.1, 2, -5])).toEqual([1, 2 / 3]);
    expect(said({}, [-0.1, -2, -5, 1])).toEqual([-1, 0.75]);
    expect(said({ threshold: 0.7 }, [0.1, 2, -5])).toEqual([0, 2 / 3]);
    expect(said({}, [1, -1])).toEqual([0, 0.5]);
    expect(said({ threshold: 0 }, [1, -1])).toEqual([0, 0.5]);
    expect(said({}, [0, 0, 3])).toEqual([1, 1]);
    expect(said({}, [0, 0])).toEqual([0, 0]);
  });

  test("reaches the threshold with exactly that share", () => {
    expect(said({ threshold: 0.6 }, [1, 1, 1, -1, -1])[0]).toBe(1);
  });

  test("of probabilities gives the share of class 1, and counts only members that are sure enough", () => {
    const reads = "probability";
    expect(said({ reads }, [0.9, 0.8, 0.2])).toEqual([2 / 3, 2 / 3]);
    expect(said({ reads }, [0.1, 0.2, 0.7])[0]).toBeCloseTo(1 / 3, 12);
    expect(said({ reads, sure: 0.75 }, [0.9, 0.6, 0.4])).toEqual([1, 1]);
    expect(said({ reads, sure: 0.95 }, [0.9, 0.6, 0.4])).toEqual([0.5, 0]);
  });

  test("of classes gives the class, or nothing", () => {
    expect(said({ reads: "class" }, [2, 2, 0])).toEqual([2, 2 / 3]);
    expect(said({ reads: "class" }, [2, 1, 0])[0]).toBeNaN();
    expect(said({ reads: "class", votes: { m0: 3, m1: 1, m2: 1 } }, [2, 1, 1])).toEqual([2, 3 / 5]);
  });
});

describe("switching by regime", () => {
  const madeFor = { momentum: "trend", reversion: "range", breakout: "expansion" };
  const members = { momentum: [1, 1, 1, 1], reversion: [2, 2, 2, 2], breakout: [6, 6, 6, 6] };

  test("lets the models speak that are made for the regime, and the average of all in an unknown one", () => {
    const { forecast, weights } = regimeEnsemble({ madeFor }).combine(members, [0, 0, 0, 0], { horizon: 1, regimes: ["trend", "range", "expansion", "unknown"] });
    expect(Array.from(forecast)).toEqual([1, 2, 6, 3]);
    expect(Array.from(weights["breakout"]!)).toEqual([0, 0, 1, 1 / 3]);
  });

  test("learns in each regime which member is right there", () => {
    const draw = draws(10, 600);
    const [actual, one, two] = [draw(), draw(), draw()];
    const regimes = Array.from(actual, (_, t) => (Math.floor(t / 50) % 2 === 0 ? "trend" : "range"));
    const given = { trender: actual.map((y, t) => y + (regimes[t] === "trend" ? 0.1 : 3) * one[t]!), ranger: actual.map((y, t) => y + (regimes[t] === "range" ? 0.1 : 3) * two[t]!) };
    const fitted = regimeEnsemble().fit(given, actual, { regimes });
    expect(fitted.weights("trend")["trender"]).toBeGreaterThan(0.99);
    expect(fitted.weights("range")["ranger"]).toBeGreaterThan(0.99);
    expect(fitted.weights("expansion")["ranger"]).toBe(0.5);
  });
});
