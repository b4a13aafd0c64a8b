import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { randomKey } from "../../random/index.ts";
import type { Windows } from "../../windows/index.ts";
import { calibrated, knn, linear, logistic, reliability, svm, type FittedForecaster, type Forecaster } from "../index.ts";
import { fitIsotonic, isotonicOf } from "../calibration/isotonic.ts";
import { solveSvm } from "./libsvm.ts";
import { decisionValues, supportVectors } from "./svmMachine.ts";

/** scripts/reference/classic_models.py: scikit-learn on one small problem. */
const list = z.array(z.number());
const rows = z.array(list);
const reference = z.object({
  columns: z.number(), train: list, validation: list, test: list, target: list, direction: list, validatedDirection: list, third: list,
  ridge: list,
  logistic: z.object({ two: rows, twoBalanced: rows, three: rows }),
  knn: z.object({ uniform: list, distance: list, classes: rows, classesByDistance: rows }),
  svr: z.object({ rbf: list, linear: list }),
  svc: z.object({ two: list, three: rows, threeBalanced: rows, platt: list }),
  calibration: z.object({ scores: list, fresh: list, isotonic: list, said: list, cameTrue: list, ece: z.number(), brier: z.number() }),
}).parse(JSON.parse(readFileSync(new URL("reference.json", import.meta.url), "utf8")));

const { columns: width } = reference;
function windowsOf(inputs: readonly number[], targets: readonly number[]): Windows {
  const count = inputs.length / width;
  return { inputs: Float32Array.from(inputs), targets: Float32Array.from({ length: count }, (_, n) => targets[n] ?? 0), rows: Int32Array.from({ length: count }, (_, n) => n), count, lookback: 1, features: width, columns: ["a", "b", "c", "d"], horizon: 1 };
}
const fresh = windowsOf(reference.test, []);

async function fitted(model: Forecaster, targets: readonly number[], validated: readonly number[] = []): Promise<FittedForecaster> {
  return model.fit(windowsOf(reference.train, targets), windowsOf(reference.validation, validated), { key: randomKey(1) });
}

function expectClose(got: ArrayLike<number>, wanted: readonly number[], tolerance: number): void {
  expect(got).toHaveLength(wanted.length);
  wanted.forEach((value, n) => expect(Math.abs(got[n]! - value), `value ${n}: ${got[n]} for ${value}`).toBeLessThanOrEqual(tolerance));
}

test("ridge is scikit-learn's on standardised columns, to 1e-10", async () => {
  expectClose((await fitted(linear({ alpha: 3 }), reference.target)).predict(fresh), reference.ridge, 1e-10);
});

test("logistic regression is scikit-learn's, to 1e-8", async () => {
  const { direction, logistic: wanted, third } = reference;
  expectClose((await fitted(logistic({ alpha: 2 }), direction)).probabilities!(fresh).values, wanted.two.flat(), 1e-8);
  expectClose((await fitted(logistic({ alpha: 2, classWeights: "balanced" }), direction)).probabilities!(fresh).values, wanted.twoBalanced.flat(), 1e-8);
  expectClose((await fitted(logistic({ alpha: 0.5 }), third)).probabilities!(fresh).values, wanted.three.flat(), 1e-8);
});

test("nearest neighbours are scikit-learn's, to 1e-10", async () => {
  const { knn: wanted, target, third } = reference;
  expectClose((await fitted(knn({ neighbours: 6 }), target)).predict(fresh), wanted.uniform, 1e-10);
  expectClose((await fitted(knn({ neighbours: 6, weights: "distance" }), target)).predict(fresh), wanted.distance, 1e-10);
  expectClose((await fitted(knn({ task: "classification", neighbours: 9 }), third)).probabilities!(fresh).values, wanted.classes.flat(), 1e-10);
  expectClose((await fitted(knn({ task: "classification", neighbours: 9, weights: "distance" }), third)).probabilities!(fresh).values, wanted.classesByDistance.flat(), 1e-10);
});

test("support vector regression is scikit-learn's on standardised targets, to 1e-6", async () => {
  const { svr, target } = reference;
  expectClose((await fitted(svm({ cost: 2, tube: 0.125, tolerance: 1e-7 }), target)).predict(fresh), svr.rbf, 1e-6);
  expectClose((await fitted(svm({ kernel: "linear", cost: 0.5, tube: 0.25, tolerance: 1e-7 }), target)).predict(fresh), svr.linear, 1e-6);
});

test("support vector classification decides as scikit-learn's does, pair by pair, to 1e-6", async () => {
  const values = Float32Array.from(reference.train);
  const decisions = async (targets: readonly number[], cost: number, weightOf: readonly number[] = []) => {
    const problem = { type: "classification", kernel: "rbf", gamma: 0.25, cost, tube: 0, tolerance: 1e-7, weightOf, values, targets, width } as const;
    const { labels, rows: vectors, ...machine } = await solveSvm(problem);
    return { labels, values: decisionValues(fresh.inputs, { ...machine, ...problem, vectors: supportVectors(values, width, vectors) }) };
  };
  const { direction, svc, third } = reference;
  const two = await decisions(direction, 1);
  expectClose(two.values.map((value) => (two.labels[0] === 1 ? value : -value)), svc.two, 1e-6);
  const counts = [0, 1, 2].map((k) => third.filter((y) => y === k).length);
  for (const [wanted, weightOf] of [[svc.three, []], [svc.threeBalanced, counts.map((many) => third.length / (3 * many))]] as const) {
    const three = await decisions(third, 4, weightOf);
    const pairOf = (a: number, b: number) => [[0, 1], [0, 2], [1, 2]].findIndex(([c, d]) => (three.labels[c!] === a && three.labels[d!] === b) || (three.labels[c!] === b && three.labels[d!] === a));
    const own = wanted.flatMap((_, n) => [[0, 1], [0, 2], [1, 2]].map(([a, b]) => {
      const value = three.values[n * 3 + pairOf(a!, b!)]!;
      return three.labels.indexOf(a!) < three.labels.indexOf(b!) ? value : -value;
    }));
    expectClose(own, wanted.flat(), 1e-6);
  }
});

test("Platt's sigmoid of the machine's decisions on the validation windows is scikit-learn's, to 1e-4", async () => {
  const { direction, svc, validatedDirection } = reference;
  expectClose((await fitted(svm({ task: "classification", tolerance: 1e-7 }), direction, validatedDirection)).predict(fresh), svc.platt, 1e-4);
});

test("isotonic regression is scikit-learn's, to 1e-12", () => {
  const { calibration, validatedDirection } = reference;
  const curve = fitIsotonic(calibration.scores, validatedDirection);
  expectClose(calibration.fresh.map((score) => isotonicOf(curve, score)), calibration.isotonic, 1e-12);
});

test("reliability is scikit-learn's curve, with its Brier score and the expected calibration error, to 1e-12", () => {
  const { calibration, validatedDirection } = reference;
  const { bins, brier, ece } = reliability(Float64Array.from(calibration.scores), validatedDirection, { bins: 5 });
  const filled = bins.filter(({ count }) => count > 0);
  expectClose(filled.map(({ said }) => said), calibration.said, 1e-12);
  expectClose(filled.map(({ cameTrue }) => cameTrue), calibration.cameTrue, 1e-12);
  expectClose([brier, ece], [calibration.brier, calibration.ece], 1e-12);
});

test("a calibrated classifier answers with the curve of the validation windows", async () => {
  const { direction, validatedDirection } = reference;
  const plain = await fitted(logistic(), direction);
  const said = plain.predict(windowsOf(reference.validation, []));
  const curve = fitIsotonic(said, validatedDirection);
  const mapped = await fitted(calibrated(logistic(), { method: "isotonic" }), direction, validatedDirection);
  expectClose(mapped.predict(fresh), Array.from(plain.predict(fresh), (p) => isotonicOf(curve, p)), 0);
});
