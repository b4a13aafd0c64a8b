import { expect, test } from "vitest";
import { addSetting } from "./settings.ts";

test("settings add up; values are JSON where they can be", () => {
  expect(addSetting("lstm.units=[64,32]", addSetting("loss=huber"))).toEqual({ loss: "huber", "lstm.units": [64, 32] });
  expect(() => addSetting("3=4")).toThrow("Write the setting, then = and its value");
});

test("several heads are left to notebooks, where their targets are", () => {
  for (const text of ['heads=[{"name":"rise","kind":"probability"}]', "lstm.heads=[]"]) expect(() => addSetting(text)).toThrow("Fit them in a notebook: slidingWindows(columns, target, { others })");
});
