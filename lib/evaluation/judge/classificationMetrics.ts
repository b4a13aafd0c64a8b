import { accuracy, brier, calibration, confusion, f1, isAvailable, logLoss, matthews, notAvailable, precision, recall, rocAuc, type Calibration, type Confusion, type Measure, type NotAvailable } from "../../statistics/index.ts";
import type { OutOfFold } from "../folds/outOfFold.ts";
import type { Measured } from "./regressionMetrics.ts";

/** How many classes a model tells apart. */
export function classesOf({ actual, forecast, label, probabilities }: OutOfFold): number {
  return label.classes?.length ?? probabilities?.classes ?? Math.max(2, actual.reduce((most, k) => Math.max(most, k + 1), 0), forecast.reduce((most, k) => Math.max(most, Math.floor(k) + 1), 0));
}

/** The class that each forecast names. Of two classes the forecast is the probability of class 1. */
export function classesNamed(outOfFold: OutOfFold): Float64Array {
  return classesOf(outOfFold) === 2 ? outOfFold.forecast.map((p) => (p >= 0.5 ? 1 : 0)) : outOfFold.forecast;
}

/**
 * Accuracy, precision, recall, F1, Matthews correlation, area under the ROC curve, Brier score, log loss and calibration error.
 * Of two classes precision, recall, F1 and the area are those of class 1; of more they are means over the classes, each against the rest.
 */
export function classificationMetrics(outOfFold: OutOfFold): Readonly<Record<string, Measured>> {
  const K = classesOf(outOfFold);
  const named = { actual: outOfFold.actual, named: classesNamed(outOfFold) };
  const each = K === 2 ? [1] : Array.from({ length: K }, (_, k) => k);
  const ofMatrix = (measure: (matrix: Confusion) => Measure): Measured => ({ columns: named, of: ({ actual, named }) => measure(confusion(actual!, named!, { classes: K })) });
  const ofEach = (measure: (matrix: Confusion, k: number) => Measure) => ofMatrix((matrix) => meanOf(each.map((k) => measure(matrix, k))));
  const likely = probabilityColumns(outOfFold, K);
  const ofProbabilities = (measure: (actual: Float64Array, flat: Float64Array, of: (k: number) => Float64Array) => Measure): Measured => {
    if (likely === undefined) return { columns: named, of: () => notAvailable("the model gives no probabilities") };
    return { columns: { actual: outOfFold.actual, ...likely }, of: (sample) => measure(sample["actual"]!, flatOf(sample, K), (k) => sample[`p${k}`]!) };
  };
  return {
    accuracy: ofMatrix(accuracy),
    precision: ofEach(precision),
    recall: ofEach(recall),
    f1: ofEach(f1),
    matthews: ofMatrix(matthews),
    rocAuc: ofProbabilities((actual, _, of) => meanOf(each.map((k) => rocAuc(actual.map((label) => (label === k ? 1 : 0)), of(k))))),
    brier: ofProbabilities((actual, flat) => brier(actual, flat, K)),
    logLoss: ofProbabilities((actual, flat) => logLoss(actual, flat, K)),
    calibrationError: ofProbabilities((actual, flat) => calibrationOf(actual, flat, K).error),
  };
}

/** Calibration of class 1 of two; of more classes, of all probabilities taken together, each against whether its class came. */
export function modelCalibration(outOfFold: OutOfFold): Calibration | NotAvailable {
  const K = classesOf(outOfFold);
  const likely = probabilityColumns(outOfFold, K);
  return likely === undefined ? notAvailable("the model gives no probabilities") : calibrationOf(outOfFold.actual, flatOf(likely, K), K);
}

function calibrationOf(actual: Float64Array, flat: Float64Array, K: number): Calibration {
  if (K === 2) return calibration(actual, flat, 2);
  const came = Float64Array.from({ length: actual.length * K }, (_, at) => (actual[Math.floor(at / K)] === at % K ? 1 : 0));
  return calibration(came, Float64Array.from({ length: 2 * flat.length }, (_, at) => (at % 2 === 0 ? 1 - flat[at >> 1]! : flat[at >> 1]!)), 2);
}

/** One column a class; of two classes without probabilities, those of the forecast itself. */
function probabilityColumns({ forecast, probabilities }: OutOfFold, K: number): Readonly<Record<string, Float64Array>> | undefined {
  if (probabilities) return Object.fromEntries(Array.from({ length: K }, (_, k) => [`p${k}`, forecast.map((_, t) => probabilities.values[t * K + k]!)]));
  return K === 2 && forecast.every((p) => p >= 0 && p <= 1) ? { p0: forecast.map((p) => 1 - p), p1: forecast } : undefined;
}

function flatOf(columns: Readonly<Record<string, Float64Array>>, K: number): Float64Array {
  const flat = new Float64Array(columns["p0"]!.length * K);
  for (let k = 0; k < K; k++) {
    const values = columns[`p${k}`]!;
    for (let t = 0; t < values.length; t++) flat[t * K + k] = values[t]!;
  }
  return flat;
}

/** Mean of measures; the reason of the first that there is none of. */
function meanOf(measures: readonly Measure[]): Measure {
  const missing = measures.find((measure) => !isAvailable(measure));
  return missing ?? measures.filter(isAvailable).reduce((sum, value) => sum + value, 0) / measures.length;
}
