import { expect, test } from "vitest";
import { listedModel } from "../../catalogue/index.ts";
import { spaceWithin, TuningError } from "../index.ts";

test("settings that count steps of the window end where it ends; the others keep their ranges", () => {
  const { space } = listedModel("conv");
  expect(spaceWithin(space, 4)).toEqual({ ...space, kernelSize: { kind: "whole", low: 2, high: 4 } });
  expect(spaceWithin(listedModel("dynamicLag").space, 12)["maxLag"]).toEqual({ kind: "choice", values: [5, 10] });
  expect(spaceWithin(listedModel("patchTst").space, 8)["patch"]).toEqual({ kind: "choice", values: [4, 8] });
  expect(spaceWithin(listedModel("knn").space, 2)["steps"]).toEqual({ kind: "choice", values: [1, 2] });
  expect(spaceWithin(space, 60)).toEqual(space);
});

test("a setting of which no value fits into the window is refused by name", () => {
  expect(() => spaceWithin(listedModel("dynamicLag").space, 4)).toThrow(new TuningError('"maxLag" is searched over 5, 10, 20, 30 steps, and a window has 4. Give a longer lookback, or give maxLag a value that is not searched.'));
  expect(() => spaceWithin(listedModel("conv").space, 1)).toThrow('"kernelSize" is searched over 2 to 7 steps, and a window has 1.');
});
