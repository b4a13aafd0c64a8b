import { expect, test } from "vitest";
import { linear } from "../models/baselines/linear.ts";
import { randomKey, randomStream } from "../random/index.ts";
import type { Windows } from "../windows/index.ts";
import { additivityGap, contributionSummary, inputValues } from "./index.ts";

const { normal } = randomStream(randomKey(5));
const count = 200;
const inputs = Float32Array.from({ length: count * 6 }, normal);
const targets = Float32Array.from({ length: count }, (_, n) => 3 * inputs[n * 6 + 4]! - inputs[n * 6 + 1]! + 0.01 * normal());
const windows: Windows = { inputs, targets, rows: Int32Array.from({ length: count }, (_, n) => n), count, lookback: 3, features: 2, columns: ["a", "b"], horizon: 1 };

test("names the planted inputs, the largest first, with their values beside", async () => {
  const model = await linear().fit(windows, windows, { key: randomKey(1) });
  const summary = contributionSummary(model.contributions!(windows), windows);
  expect(summary.slice(0, 2).map(({ input }) => input)).toEqual(["a", "b[-2]"]);
  expect(summary[0]!.values).toEqual(inputValues(windows, "a"));
  expect(summary[0]!.size).toBeGreaterThan(2 * summary[1]!.size);
  expect(summary[2]!.size).toBeLessThan(0.05);
  const slope = (summary[0]!.contributions[1]! - summary[0]!.contributions[0]!) / (summary[0]!.values[1]! - summary[0]!.values[0]!);
  expect(slope).toBeCloseTo(3, 1);
});

test("contributions add up to the forecast, and to the log-odds of a probability", async () => {
  const model = await linear().fit(windows, windows, { key: randomKey(1) });
  expect(Math.max(...additivityGap(model.contributions!(windows), model.predict(windows)).map(Math.abs))).toBeLessThan(1e-9);
  const gap = additivityGap({ inputs: ["a"], values: Float64Array.of(1), base: 0.5, scale: "logOdds" }, [1 / (1 + Math.exp(-1.5))]);
  expect(gap[0]).toBeCloseTo(0, 12);
});

test("an input is found by its name and step, and one that is not there is refused", () => {
  expect(inputValues(windows, "b[-1]")[7]).toBe(inputs[7 * 6 + 3]);
  expect(() => inputValues(windows, "a[-3]")).toThrow('there is no input "a[-3]" in windows of 3 steps of a, b');
  expect(() => contributionSummary({ inputs: ["a"], values: Float64Array.of(1), base: 0, scale: "target" }, windows)).toThrow("contributionSummary: 1 contributions are not those of 200 windows to 1 inputs; give the windows they were asked for");
});
