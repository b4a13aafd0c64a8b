import { expect, test } from "vitest";
import { MODELS } from "../../lib/catalogue/index.ts";
import { describeFactor } from "../../lib/factors/index.ts";
import { loadBars } from "../../lib/market/index.ts";
import { COMPARED_FACTORS, fitsOf, partsOf, specsOf } from "./parts.ts";

const bars = await loadBars({ source: "embedded", symbol: "SP500" });
const options = { bars, train: "3y", test: "5y", lookback: 30, kept: "kept" } as const;
const parts = partsOf(options);

test("every model of the catalogue that foretells numbers is compared, and classifiers of every family", () => {
  const [regression, classification] = parts;
  expect(regression!.models.map(({ model }) => model)).toEqual(MODELS.filter(({ tasks }) => tasks.includes("regression")).map(({ name }) => name));
  const classifiers = classification!.models.map(({ model }) => model);
  expect(classifiers).toEqual(expect.arrayContaining(["logistic", "knn", "svm", "xgboost", "lstm"]));
});

test("what all models read keeps its size when prices grow", () => {
  for (const id of COMPARED_FACTORS) expect([id, describeFactor(id, "1d").scaleFree]).toEqual([id, true]);
});

test("models that draw nothing are fitted with the first seed alone, and the first seed of all comes before the second of any", () => {
  const [regression] = parts;
  expect(specsOf(regression!, 1)).toHaveLength(regression!.models.length);
  expect(specsOf(regression!, 2).map(({ model }) => model)).not.toContain("linear");
  const fits = fitsOf(parts, 2);
  expect(fits.length).toBe(parts.reduce((sum, part) => sum + part.plan.folds.length * (specsOf(part, 1).length + specsOf(part, 2).length), 0));
  expect(fits.map(({ seed }) => seed)).toEqual(fits.map(({ seed }) => seed).toSorted());
  expect(new Set(fits.map(({ file }) => file)).size).toBe(fits.length);
});

test("another plan or other columns are kept in another folder; a part without models is left out", () => {
  const folders = [parts, partsOf({ ...options, test: "2y" }), partsOf({ ...options, factors: ["log_return_1"] })].map(([part]) => part!.folder);
  expect(new Set(folders).size).toBe(3);
  expect(partsOf(options)[0]!.folder).toBe(folders[0]);
  expect(partsOf({ ...options, chosen: ({ name }) => name === "drift" }).map(({ task }) => task)).toEqual(["regression"]);
});
