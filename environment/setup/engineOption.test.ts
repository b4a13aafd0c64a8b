import { expect, test } from "vitest";
import { engineOption } from "./engineOption.mjs";

test("is the name behind --engine, in either spelling", () => {
  expect(engineOption(["start", "--engine", "wasm"])).toBe("wasm");
  expect(engineOption(["start", "--engine=cpu", "--no-book"])).toBe("cpu");
});

test("is nothing without the option, its name, or where the name is papermill's", () => {
  for (const args of [[], ["start", "wasm"], ["start", "--engine"], ["notebook", "--engine", "nbclient"], ["notebook", "--engine=nbclient", "wasm"]]) {
    expect(engineOption(args)).toBeUndefined();
  }
});
