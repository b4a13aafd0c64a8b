import { expect, test } from "vitest";
import type { FittedForecaster } from "../models/forecaster.ts";
import { linear } from "../models/baselines/linear.ts";
import { randomKey, randomStream } from "../random/index.ts";
import type { Windows } from "../windows/index.ts";
import { permutationImportance } from "./index.ts";

/** The target is the sum of the first column's last two steps and half the second's last step, and noise; the other columns say nothing, one of them slowly. */
function planted(count: number, seed: number): Windows {
  const { normal } = randomStream(randomKey(seed));
  const [lookback, columns] = [5, ["strong", "weak", "noise", "slow"]];
  let drift = 0;
  const rows = Array.from({ length: count + lookback }, () => [normal(), normal(), normal(), (drift = 0.98 * drift + 0.2 * normal())]);
  const inputs = Float32Array.from(Array.from({ length: count }, (_, n) => rows.slice(n, n + lookback)).flat(2));
  const targets = Float32Array.from({ length: count }, (_, n) => rows[n + 4]![0]! + rows[n + 3]![0]! + 0.5 * rows[n + 4]![1]! + 0.5 * normal());
  return { inputs, targets, rows: Int32Array.from({ length: count }, (_, n) => n), count, lookback, features: 4, columns, horizon: 1 };
}

const fitted = linear({ alpha: 1 }).fit(planted(800, 1), planted(10, 2), { key: randomKey(1) });
const unseen = planted(600, 3);

test("finds the planted columns by what they are worth, and none of the others beyond their error bars", async () => {
  const { columns, loss } = permutationImportance(await fitted, unseen, { key: randomKey(7) });
  expect(columns.slice(0, 2).map(({ name }) => name)).toEqual(["strong", "weak"]);
  // A column that is replaced by one alike and independent adds twice its share of the variance: 2·(1 + 1) and 2·0.25.
  expect(Math.abs(columns[0]!.increase - 4)).toBeLessThan(3 * columns[0]!.error);
  expect(Math.abs(columns[1]!.increase - 0.5)).toBeLessThan(3 * columns[1]!.error);
  for (const { error, increase } of columns.slice(2)) expect(Math.abs(increase)).toBeLessThan(2.5 * error + 1e-3);
  expect(loss).toBeCloseTo(0.25, 1);
});

test("gives the same numbers for the same key, and others for another", async () => {
  const model = await fitted;
  const of = (seed: number) => permutationImportance(model, unseen, { key: randomKey(seed), repeats: 2 });
  expect(of(1)).toEqual(of(1));
  expect(of(1).columns[0]!.repeats).not.toEqual(of(2).columns[0]!.repeats);
});

test("columns that hide each other show together as a group", async () => {
  const copied = (windows: Windows): Windows => ({ ...windows, inputs: windows.inputs.map((x, at) => (at % 4 === 2 ? windows.inputs[at - 2]! : x)), columns: ["strong", "weak", "copy", "slow"] });
  const model = await linear({ alpha: 100 }).fit(copied(planted(800, 1)), copied(planted(10, 2)), { key: randomKey(1) });
  const alone = permutationImportance(model, copied(unseen), { key: randomKey(1) }).columns.find(({ name }) => name === "strong")!;
  const together = permutationImportance(model, copied(unseen), { key: randomKey(1), groups: { both: ["strong", "copy"] } }).columns[0]!;
  expect(together.increase).toBeGreaterThan(2.5 * alone.increase);
});

test("a classifier is judged by the probability of what came true, any model by a loss of one's own", async () => {
  const classes = { ...unseen, targets: unseen.targets.map((y) => Number(y > 0)) };
  const half: FittedForecaster = { ...(await fitted), task: "classification", predict: ({ count }) => new Float64Array(count).fill(0.5), probabilities: ({ count }) => ({ classes: 2, values: new Float64Array(2 * count).fill(0.5) }) };
  const { columns, loss } = permutationImportance(half, classes, { key: randomKey(1), repeats: 1 });
  expect(loss).toBeCloseTo(Math.log(2), 12);
  expect(columns.map(({ increase }) => increase)).toEqual([0, 0, 0, 0]);
  expect(permutationImportance(half, classes, { key: randomKey(1), repeats: 1, loss: (f, y) => Math.abs(f - y) }).loss).toBe(0.5);
});

test("asks with the windows as they are and leaves them so", async () => {
  const before = unseen.inputs.slice();
  permutationImportance(await fitted, unseen, { key: randomKey(1), repeats: 1 });
  expect(unseen.inputs).toEqual(before);
});

test("what it cannot do is refused", async () => {
  const model = await fitted;
  expect(() => permutationImportance(model, unseen, { key: randomKey(1), groups: { a: ["rsi"] } })).toThrow('permutationImportance: the group "a" names the column "rsi"; the windows have strong, weak, noise, slow');
  expect(() => permutationImportance(model, unseen, { key: randomKey(1), block: 400 })).toThrow("permutationImportance: block must be a whole number of windows from 1 to half of the 600, got 400");
  expect(() => permutationImportance(model, unseen, { key: randomKey(1), repeats: 0 })).toThrow("permutationImportance: repeats must be a whole number ≥ 1, got 0");
});
