import { expect, test } from "vitest";
import { columnsOf } from "../factors/columns.ts";
import { randomKey, shuffledIndices } from "../random/index.ts";
import { seenTargets, selectWindows, slidingWindows } from "./index.ts";

const close = Float64Array.from({ length: 400 }, (_, t) => 100 + Math.sin(t));
const columns = columnsOf(close.map((_, t) => t), { close });
const target = { horizon: 1, values: close.map((_, t) => close[t + 1] ?? NaN) };

test("no target of a chronological test was seen in training", () => {
  const train = slidingWindows(columns, target, { rows: { from: 0, to: 300 }, lookback: 20 });
  const later = slidingWindows(columns, target, { rows: { from: 300, to: 400 }, lookback: 20 });
  expect(seenTargets(train, later)).toBe(0);
});

test("nearly every target of a random test was seen in training", () => {
  const all = slidingWindows(columns, target, { rows: { from: 0, to: 400 }, lookback: 20 });
  const order = shuffledIndices(all.count, randomKey(1));
  const train = selectWindows(all, order.subarray(0, 300));
  const random = selectWindows(all, order.subarray(300));
  expect(seenTargets(train, random)).toBeGreaterThan(0.95);
});

test("selected windows are the windows at those positions", () => {
  const all = slidingWindows(columns, target, { rows: { from: 0, to: 60 }, lookback: 20 });
  const chosen = selectWindows(all, [5, 0]);
  expect(Array.from(chosen.rows)).toEqual([all.rows[5], all.rows[0]]);
  expect(chosen.targets).toEqual(Float32Array.of(all.targets[5]!, all.targets[0]!));
  expect(chosen.inputs.subarray(20)).toEqual(all.inputs.subarray(0, 20));
  expect(() => selectWindows(all, [all.count])).toThrow(`selectWindows: there is no window ${all.count}; there are ${all.count}, counted from 0`);
});
