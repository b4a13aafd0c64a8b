import { specText } from "../../catalogue/modelSpec.ts";
import { EvaluationError } from "../error.ts";
import type { OutOfFold } from "./outOfFold.ts";

/** Parts of one spec and seed as one, in the order of their folds. A fold that is there twice, or parts of another dataset, are refused. */
export function joinOutOfFold(parts: readonly OutOfFold[]): OutOfFold {
  const sorted = [...parts].sort((a, b) => (a.folds[0]?.fold ?? 0) - (b.folds[0]?.fold ?? 0));
  const first = sorted[0];
  if (first === undefined) throw new EvaluationError("joinOutOfFold: there is no part; give at least one fold's forecasts");
  const folds = sorted.flatMap((part) => part.folds);
  for (const part of sorted) {
    if (specText(part.spec) !== specText(first.spec) || part.seed !== first.seed || part.dataset !== first.dataset) throw new EvaluationError(`joinOutOfFold: the parts are of ${specText(first.spec)}, seed ${first.seed}, and of ${specText(part.spec)}, seed ${part.seed}${part.dataset === first.dataset ? "" : ", on another dataset"}; join those of one model`);
  }
  const twice = folds.find(({ fold }, k) => folds.findIndex((other) => other.fold === fold) !== k);
  if (twice) throw new EvaluationError(`joinOutOfFold: fold ${twice.fold + 1} is there twice`);
  const doubles = (of: (part: OutOfFold) => Float64Array) => joined(sorted.map(of), (length) => new Float64Array(length));
  const integers = (of: (part: OutOfFold) => Int32Array) => joined(sorted.map(of), (length) => new Int32Array(length));
  const { probabilities, quantiles } = first;
  return {
    ...first,
    rows: integers((part) => part.rows),
    fold: integers((part) => part.fold),
    closeTime: doubles((part) => part.closeTime),
    forecast: doubles((part) => part.forecast),
    actual: doubles((part) => part.actual),
    previous: doubles((part) => part.previous),
    ...(quantiles ? { quantiles: { ...quantiles, values: doubles((part) => part.quantiles?.values ?? new Float64Array(0)) } } : {}),
    ...(probabilities ? { probabilities: { ...probabilities, values: doubles((part) => part.probabilities?.values ?? new Float64Array(0)) } } : {}),
    folds,
  };
}

function joined<A extends Float64Array | Int32Array>(parts: readonly A[], make: (length: number) => A): A {
  const whole = make(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
