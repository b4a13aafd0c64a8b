import { expect, test } from "vitest";
import { randomBars } from "../../factors/fixtures/randomBars.ts";
import { computeFactors, everyFactor, factorIds } from "../../factors/index.ts";
import { mapBars } from "../../market/bars.ts";
import { randomKey } from "../../random/index.ts";
import { detectLookAhead } from "../index.ts";

const key = randomKey(1);
const bars = randomBars(900, 21);
const withGap = mapBars(bars, (values, name) => (name === "close" ? values.map((x, t) => (t >= 400 && t < 404 ? Number.NaN : x)) : values));

test("every factor is found clean", () => {
  const ids = [...new Set([...factorIds(), ...everyFactor()])];
  expect(detectLookAhead((bars) => computeFactors(bars, ids), bars, { key })).toEqual([]);
});

test("every factor is found clean on bars with a gap", () => {
  expect(detectLookAhead((bars) => computeFactors(bars, factorIds()), withGap, { key })).toEqual([]);
});
