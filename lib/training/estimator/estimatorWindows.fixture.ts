import { randomKey, randomStream, split } from "../../random/index.ts";
import type { Windows } from "../../windows/index.ts";

/** How large the windows of the checks are. */
export type WindowsShape = { readonly train: number; readonly validation: number; readonly test: number; readonly lookback: number };

/** Training, validation and test windows of one planted market. */
export type EstimatorWindows = { readonly train: Windows; readonly validation: Windows; readonly test: Windows };

const COLUMNS = ["signal", "noise", "slow"];

/**
 * Windows with a planted rule that lines, neighbours, trees and networks can all find: the target rises with the last "signal" and falls a little with the last "slow".
 * Regression: a price near 1000, so that a forecast in another unit shows. Classification: the rule cut into K classes of nearly the same size.
 */
export function estimatorWindows(shape: WindowsShape, classes?: number): EstimatorWindows {
  const key = randomKey(20);
  return {
    train: planted(shape.train, shape.lookback, split(key, "train"), classes),
    validation: planted(shape.validation, shape.lookback, split(key, "validation"), classes),
    test: planted(shape.test, shape.lookback, split(key, "test"), classes),
  };
}

function planted(count: number, lookback: number, key: ReturnType<typeof randomKey>, classes: number | undefined): Windows {
  const { normal } = randomStream(key);
  const features = COLUMNS.length;
  const inputs = Float32Array.from({ length: count * lookback * features }, normal);
  const rule = Float64Array.from({ length: count }, (_, n) => {
    const last = ((n + 1) * lookback - 1) * features;
    return inputs[last]! - 0.4 * inputs[last + 2]! + 0.1 * normal();
  });
  const targets = Float32Array.from(rule, (y) => (classes === undefined ? 1000 + 5 * y : classOf(y, classes)));
  const others = { up: Float32Array.from(rule, (y) => (y > 0 ? 1 : 0)), size: Float32Array.from(rule, Math.abs) };
  return { inputs, targets, others, rows: Int32Array.from({ length: count }, (_, n) => 40 + n), count, lookback, features, columns: COLUMNS, horizon: 1 };
}

/** Cuts a number of deviation near 1 into classes of nearly the same size, by the logistic curve that comes near the normal one. */
function classOf(y: number, classes: number): number {
  return Math.min(classes - 1, Math.floor(classes / (1 + Math.exp(-1.6 * y))));
}

/** The windows with some of their parts replaced. */
export function withInputs(windows: Windows, change: (value: number, at: number) => number): Windows {
  return { ...windows, inputs: windows.inputs.map(change) };
}

/** The same windows in arrays that are parts of larger ones, full of something else. */
export function asViews(windows: Windows): Windows {
  const inputs = new Float32Array(windows.inputs.length + 14).fill(Number.NaN);
  const targets = new Float32Array(windows.count + 14).fill(Number.NaN);
  inputs.set(windows.inputs, 7);
  targets.set(windows.targets, 7);
  return { ...windows, inputs: inputs.subarray(7, 7 + windows.inputs.length), targets: targets.subarray(7, 7 + windows.count) };
}

/** A copy that shares nothing, to compare with after the original was used. */
export function copyOf(windows: Windows): Windows {
  return structuredClone(windows);
}
