import { expect, test } from "vitest";
import { z } from "zod";
import { randomKey } from "../../random/index.ts";
import { forestMeans, forestShapley, growForest, type Forest, type Goal, type Matrix } from "../index.ts";
import reference from "./reference.json" with { type: "json" };

// Made by scripts/reference/forest.py with the Python packages of the versions that the file names.
const numbers = z.array(z.number());
const shapleyCase = z.object({ inputs: z.number(), forest: z.object({ roots: numbers, input: numbers, left: numbers, threshold: numbers, cover: numbers, values: numbers }), rows: numbers, shapley: numbers, base: z.number() });
const accuracyCase = z.object({ width: z.number(), values: numbers, targets: numbers, mean: z.number(), deviation: z.number() });
const { accuracy, folds, shapley, trees } = z.object({
  trees: z.number(), folds: z.number(), shapley: z.object({ diabetes: shapleyCase, cancer: shapleyCase }), accuracy: z.object({ diabetes: accuracyCase, cancer: accuracyCase }),
}).parse(reference);

test.each(["diabetes", "cancer"] as const)("Shapley values of scikit-learn's trees on its %s rows are those of shap", (name) => {
  const { base, forest: given, inputs, rows, shapley: theirs } = shapley[name];
  const forest: Forest = {
    inputs, outputs: 1, roots: Int32Array.from(given.roots), input: Int32Array.from(given.input), left: Int32Array.from(given.left),
    threshold: Float64Array.from(given.threshold), cover: Float64Array.from(given.cover), values: Float64Array.from(given.values),
  };
  const ours = forestShapley(forest, { values: Float32Array.from(rows), rows: rows.length / inputs, width: inputs });
  const scale = Math.max(...given.values.map(Math.abs));
  const far = theirs.map((value, at) => Math.abs(value - ours[Math.floor(at / inputs) * (inputs + 1) + (at % inputs)]!) / scale);
  expect(Math.max(...far)).toBeLessThan(1e-9);
  expect(Math.abs(ours[inputs]! - base) / scale).toBeLessThan(1e-9);
});

/** Mean over the folds of the mean squared error in variances of all targets, or of the share of wrong classes: every fifth row is not seen. */
async function loss(name: keyof typeof accuracy, seed: number): Promise<number> {
  const { targets, values, width } = accuracy[name];
  const isClasses = name === "cancer";
  const pick = (isIn: (n: number) => boolean): { matrix: Matrix; targets: Float64Array } => {
    const rows = targets.map((_, n) => n).filter(isIn);
    return { matrix: { values: Float32Array.from(rows.flatMap((n) => values.slice(n * width, (n + 1) * width))), rows: rows.length, width }, targets: Float64Array.from(rows, (n) => targets[n]!) };
  };
  const mean = targets.reduce((sum, y) => sum + y, 0) / targets.length;
  const variance = targets.reduce((sum, y) => sum + (y - mean) ** 2, 0) / targets.length;
  let sum = 0;
  for (let fold = 0; fold < folds; fold++) {
    const [seen, unseen] = [pick((n) => n % folds !== fold), pick((n) => n % folds === fold)];
    const goal: Goal = isClasses ? { kind: "classes", targets: seen.targets, weights: Float64Array.of(1, 1) } : { kind: "numbers", targets: seen.targets };
    const limits = { leaves: Infinity, depth: Infinity, inputs: isClasses ? 5 : 3 };
    const { forest } = await growForest({ matrix: seen.matrix, goal, trees, limits, leastLeaf: isClasses ? 1 : 5, draws: seen.matrix.rows, bins: 256, keepsLeaves: false, key: randomKey(seed) });
    const wrong = forestMeans(forest, unseen.matrix).map((said, n) => (isClasses ? Number((said > 0.5 ? 1 : 0) !== unseen.targets[n]) : (said - unseen.targets[n]!) ** 2 / variance));
    sum += wrong.reduce((total, value) => total + value, 0) / wrong.length;
  }
  return sum / folds;
}

test.each(["diabetes", "cancer"] as const)("forecasts scikit-learn's %s rows that it has not seen as well as scikit-learn's forest, within the spread of seeds", async (name) => {
  const { deviation, mean } = accuracy[name];
  const ours = await loss(name, 1);
  expect(Math.abs(ours - mean), `${ours} for ${mean} ± ${deviation}`).toBeLessThan(4 * deviation);
});
