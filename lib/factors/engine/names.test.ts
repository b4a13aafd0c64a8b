import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const FOLDER = path.join(import.meta.dirname, "..");
/** The first argument of `operator(`, `operators(` and the like: text, with or without parts that are filled in. */
const CALL = /\b(?:operators?|section|fixedWeights)\(\s*(["`])((?:(?!\1).)+)\1/g;

test("a name of an operator stands in one place: nodes with one name, parameters and inputs are one node", () => {
  const places = new Map<string, string[]>();
  for (const file of readdirSync(FOLDER, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts") || file.endsWith(".test.ts")) continue;
    for (const [, , name] of readFileSync(path.join(FOLDER, file), "utf8").matchAll(CALL)) places.set(name!, [...(places.get(name!) ?? []), file]);
  }
  expect(places.size).toBeGreaterThan(150);
  expect([...places].filter(([, files]) => files.length > 1)).toEqual([]);
});
