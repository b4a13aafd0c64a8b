import { expect, test } from "vitest";
import type { Windows } from "../windows/index.ts";
import { balancedWeights, checkClasses, checkWindows, requireWindows, tabular, tabularInputs } from "./index.ts";

/** Two windows of three steps of a and b: 0 .. 11. */
const windows: Windows = { inputs: Float32Array.from({ length: 12 }, (_, at) => at), targets: Float32Array.of(0, 1), rows: Int32Array.of(7, 9), count: 2, lookback: 3, features: 2, columns: ["a", "b"], horizon: 1 };

const withInput = (at: number, value: number): Windows => ({ ...windows, inputs: windows.inputs.map((old, k) => (k === at ? value : old)) });

test("a table holds the last steps of each window, oldest first, and names them", () => {
  expect(tabular(windows)).toEqual({ values: Float32Array.of(4, 5, 10, 11), width: 2, inputs: ["a", "b"] });
  expect(tabular(windows, 2)).toEqual({ values: Float32Array.of(2, 3, 4, 5, 8, 9, 10, 11), width: 4, inputs: ["a[-1]", "b[-1]", "a", "b"] });
  expect(tabular(windows, "all")).toEqual({ values: windows.inputs, width: 6, inputs: ["a[-2]", "b[-2]", "a[-1]", "b[-1]", "a", "b"] });
  expect(tabularInputs(windows, 3)).toEqual(tabular(windows, "all").inputs);
});

test("steps that no window has are refused", () => {
  expect(() => tabular(windows, 4)).toThrow("tabular: 4 steps are asked of windows of 3. Make the windows longer or read fewer steps.");
  expect(() => tabular(windows, 0)).toThrow('tabular: steps must be a whole number ≥ 1 or "all", got 0');
});

test("a missing value is named by column, window, row and step, at fit and at predict", () => {
  for (const value of [NaN, Infinity, -Infinity]) {
    const fact = `window 1 (row 9) holds ${value} in column "b", step 2. Clean the column or leave those rows out.`;
    expect(() => requireWindows("m", withInput(11, value))).toThrow(`m: train: ${fact}`);
    expect(() => requireWindows("m", windows, withInput(11, value))).toThrow(`m: validation: ${fact}`);
    expect(() => checkWindows("m", windows, withInput(11, value))).toThrow(`m: ${fact}`);
    const targets = Float32Array.of(value, 1);
    expect(() => requireWindows("m", { ...windows, targets })).toThrow(`m: train: window 0 (row 7) has the target ${value}. Leave rows without a known label out.`);
    expect(() => checkWindows("m", windows, { ...windows, targets })).not.toThrow();
  }
});

test("no window at all, and a validation of another form, are refused", () => {
  const none = { ...windows, inputs: new Float32Array(0), targets: new Float32Array(0), rows: new Int32Array(0), count: 0 };
  expect(() => requireWindows("m", none)).toThrow("m: there is no training window. Give more bars or a shorter lookback.");
  expect(() => requireWindows("m", windows, none)).not.toThrow();
  expect(() => requireWindows("m", windows, { ...windows, columns: ["b", "a"] })).toThrow("m: fitted on windows of 3 steps of a, b, validated on windows of 3 steps of b, a. Make both with the same columns, in the same order.");
});

test("arrays that are no windows of their description are refused", () => {
  const text = "2 windows of 3 steps of 2 columns take 12 inputs, given are 11 inputs";
  const short = { ...windows, inputs: windows.inputs.subarray(1) };
  expect(() => requireWindows("m", short)).toThrow(`m: train: ${text} and 2 targets of 2 columns. Make them by slidingWindows.`);
  expect(() => checkWindows("m", windows, short)).toThrow(`m: ${text} of 2 columns. Make them by slidingWindows.`);
  expect(() => requireWindows("m", { ...windows, targets: Float32Array.of(1) })).toThrow("given are 12 inputs and 1 targets of 2 columns");
  expect(() => checkWindows("m", { ...windows, columns: ["a,b"] }, windows), "names are compared one by one").toThrow("fitted on windows of 3 steps of a,b, asked to predict windows of 3 steps of a, b.");
});

test("classes are counted, and what is no class is refused", () => {
  const of = (...targets: number[]) => ({ count: targets.length, rows: Int32Array.from(targets, (_, n) => n + 50), targets: Float32Array.from(targets) });
  expect(checkClasses("m", of(0, 1, 0))).toBe(2);
  expect(checkClasses("m", of(0, 2))).toBe(3);
  expect(checkClasses("m", of(0, 1), 3)).toBe(3);
  expect(() => checkClasses("m", of(0, 0.5))).toThrow("m: window 1 (row 51) has the target 0.5, which is no class 0 .. …. Give class numbers as targets, or fit the model for regression.");
  expect(() => checkClasses("m", of(0, 2), 2)).toThrow("m: window 1 (row 51) has the target 2, which is no class 0 .. 1.");
  expect(() => checkClasses("m", of(1, 1, 1))).toThrow("m: all 3 training windows are of class 1; a classifier needs two. Take more rows, or a label whose classes are more even.");
  expect(() => checkClasses("m", of(0, 1), 1)).toThrow("m: classes must be a whole number ≥ 2, got 1");
});

test("balanced weights make all classes weigh the same", () => {
  const of = (...targets: number[]) => ({ count: targets.length, targets: Float32Array.from(targets) });
  expect(Array.from(balancedWeights(of(0, 0, 0, 1), 2))).toEqual([4 / 6, 2]);
  expect(Array.from(balancedWeights(of(0, 0, 0, 2), 3))).toEqual([4 / 6, 0, 2]);
});
