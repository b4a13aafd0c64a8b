import { specText } from "../../catalogue/modelSpec.ts";
import { EvaluationError } from "../error.ts";
import type { OutOfFold } from "../folds/outOfFold.ts";

/** The same forecasts on the rows that all of them foretold, oldest first: models are never compared on other days. Forecasts of other datasets, or that foretell a row twice, are refused. */
export function onCommonRows(all: readonly OutOfFold[]): readonly OutOfFold[] {
  const first = all[0];
  if (first === undefined) throw new EvaluationError("onCommonRows: there are no forecasts; give at least one model's");
  for (const { dataset, rows, spec } of all) {
    if (dataset !== first.dataset) throw new EvaluationError(`the forecasts of ${specText(first.spec)} and ${specText(spec)} are of two datasets; evaluate both on one`);
    if (new Set(rows).size !== rows.length) throw new EvaluationError(`${specText(spec)} foretells some rows more than once, as combinatorial folds do; judge its paths one by one (pathsOf)`);
  }
  const positions = commonPositions(all.map(({ rows }) => rows));
  if (positions[0]!.length === 0) throw new EvaluationError(`${all.map(({ spec }) => specText(spec)).join(", ")} foretell no row in common; evaluate them on the same folds`);
  return all.map((one, k) => atPositions(one, positions[k]!));
}

/** Where, in each list, the numbers stand that all lists have, smallest first. Each list has a number once. */
export function commonPositions(lists: readonly (Int32Array | Float64Array)[]): readonly Int32Array[] {
  const places = lists.map((list) => new Map(Array.from(list, (number, n) => [number, n])));
  const common = Array.from(lists[0] ?? []).filter((number) => places.every((place) => place.has(number))).sort((a, b) => a - b);
  return places.map((place) => Int32Array.from(common, (number) => place.get(number)!));
}

/** Forecasts at some positions, in that order. */
export function atPositions(outOfFold: OutOfFold, positions: Int32Array): OutOfFold {
  const { actual, closeTime, fold, forecast, previous, probabilities, quantiles, rows } = outOfFold;
  const doubles = (values: Float64Array, width = 1) => Float64Array.from({ length: positions.length * width }, (_, at) => values[positions[Math.floor(at / width)]! * width + (at % width)]!);
  return {
    ...outOfFold,
    rows: positions.map((n) => rows[n]!),
    fold: positions.map((n) => fold[n]!),
    closeTime: doubles(closeTime), forecast: doubles(forecast), actual: doubles(actual), previous: doubles(previous),
    ...(quantiles ? { quantiles: { ...quantiles, values: doubles(quantiles.values, quantiles.levels.length) } } : {}),
    ...(probabilities ? { probabilities: { ...probabilities, values: doubles(probabilities.values, probabilities.classes) } } : {}),
  };
}
