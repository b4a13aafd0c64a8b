import { expect, test } from "vitest";
import { judge } from "../evaluation/index.ts";
import { randomKey } from "../random/index.ts";
import { cardOf, missingFromCard, scored, type Condition } from "./index.ts";
import { promotionRule, type Judged } from "./promotionRule.ts";
import { completeCard, outOfFoldOf } from "./registryContent.fixture.ts";

const judged = (...given: Parameters<typeof outOfFoldOf>): Judged => ({ scored: scored(outOfFoldOf(...given)), card: completeCard });
const failed = (conditions: readonly Condition[]) => conditions.filter(({ passed }) => !passed).map(({ name }) => name);

test("a forecast that knows part of what comes may be champion, and a better one may follow it", () => {
  expect(failed(promotionRule(judged(0.5), undefined, 1))).toEqual([]);
  expect(failed(promotionRule(judged(0.8), judged(0.4), 1))).toEqual([]);
  expect(failed(promotionRule(judged(0.4), judged(0.8), 1))).toEqual(["better than the champion"]);
});

test("pure noise never passes, whatever its seed", () => {
  for (let seed = 20; seed < 40; seed++) expect(failed(promotionRule(judged(0, { seed, forecast: (t) => 0.005 * Math.sin(seed * t) }), undefined, 1))).toContain("better than persistence");
});

test("a forecast that repeats yesterday is refused by the lag test", () => {
  const conditions = promotionRule(judged(0, { forecast: (t, actual) => actual[t - 1] ?? 0 }), undefined, 1);
  expect(failed(conditions)).toEqual(["better than persistence", "does not repeat yesterday"]);
  expect(conditions[2]!.text).toMatch(/^lag test: It repeats the value of 1 bar ago\./);
});

test("the same forecasts twice cannot be told apart, and so do not replace each other", () => {
  expect(promotionRule(judged(0.5), judged(0.5), 1)[0]).toMatchObject({ passed: false, text: expect.stringContaining("they cannot be told apart: the two forecasts have the same error in every row") });
});

test("only moments that both foretold are compared, and none in common is told", () => {
  const shifted = { ...judged(0.3, { first: 300 }).scored! };
  const same = { ...shifted, actual: Float64Array.from(shifted.actual, (y, t) => judged(0.5).scored!.actual[t + 300] ?? y) };
  expect(promotionRule(judged(0.5), { scored: same, card: completeCard }, 1)[0]!.text).toContain("on 300 rows");
  expect(promotionRule(judged(0.5), judged(0.5, { first: 5000 }), 1)[0]!.text).toBe("it and the champion have foretold no moment in common. Evaluate both on the same bars.");
  expect(() => promotionRule(judged(0.5), judged(0.3, { first: 300 }), 1)).toThrow("they were judged on different bars");
});

test("what a card lacks is listed, and a version without forecasts is told how to get them", () => {
  const { lagTest: _, ...card } = completeCard;
  const { text } = promotionRule({ ...judged(0.5), card: { ...card, metrics: { mae: { value: 1 } }, skill: {} } }, undefined, 1)[3]!;
  expect(text).toBe("its card lacks the interval of mae, skill against persistence, skill against linear, the lag test");
  expect(promotionRule({ scored: undefined, card: completeCard }, undefined, 1)).toEqual([{ name: "better than persistence", passed: false, text: expect.stringContaining("without out-of-fold forecasts") }]);
});

test("a moment that several folds foretold counts once, by the mean of its forecasts", () => {
  const one = outOfFoldOf(0.5);
  const twice = { ...one, closeTime: Float64Array.of(...one.closeTime, ...one.closeTime), actual: Float64Array.of(...one.actual, ...one.actual), previous: new Float64Array(1200), forecast: Float64Array.of(...one.forecast.map((y) => y + 1), ...one.forecast.map((y) => y - 1)) };
  const { closeTime, forecast } = scored(twice);
  expect(closeTime).toEqual(one.closeTime);
  forecast.forEach((value, t) => expect(value).toBeCloseTo(one.forecast[t]!, 12));
});

test("classes are scored by Brier against the share of a class, or by misses against the most frequent one", () => {
  const two = scored({ ...outOfFoldOf(0.5), task: "classification", actual: outOfFoldOf(0.5).actual.map((y) => (y > 0 ? 1 : 0)), forecast: new Float64Array(600).fill(0.7), label: { name: "up", horizon: 1, kind: "class", classes: ["down", "up"] } });
  const share = two.actual.reduce((sum, y) => sum + y, 0) / 600;
  expect([two.forecast[0], two.naive[0]]).toEqual([0.7, share]);
  const three = scored({ ...outOfFoldOf(0.5), task: "classification", actual: Float64Array.from({ length: 600 }, (_, t) => t % 3 && 2), forecast: Float64Array.from({ length: 600 }, (_, t) => t % 2), label: { name: "three", horizon: 1, kind: "class", classes: ["down", "flat", "up"] } });
  expect(Array.from(three.forecast.slice(0, 6))).toEqual([0, 1, 1, 1, 1, 1]);
  expect(Array.from(three.naive.slice(0, 3))).toEqual([1, 0, 0]);
});

test("a card made of a judgement is complete and holds what was planted", () => {
  const card = cardOf(judge(outOfFoldOf(0.6), { linear: outOfFoldOf(0.3), key: randomKey(1), resamples: 100 }));
  expect(missingFromCard(card, "regression")).toEqual([]);
  expect(card.skill.linear!.value).toBeGreaterThan(0.05);
  const { high = 0, low = 0, value = 0 } = card.metrics.directionalAccuracy!;
  expect([low < Number(value), Number(value) < high, low > 0.6]).toEqual([true, true, true]);
  expect(card.lagTest).toEqual({ lag: 0, repeatsYesterday: false, text: "It does not lag." });
});

test("a classifier's card says what was foretold how often, and how often it came", () => {
  const up = (skill: number) => ({ ...outOfFoldOf(skill), task: "classification" as const, actual: outOfFoldOf(0.5).actual.map((y) => (y > 0 ? 1 : 0)), forecast: outOfFoldOf(skill).forecast.map((y) => 1 / (1 + Math.exp(-200 * y))), label: { name: "up", horizon: 1, kind: "class" as const, classes: ["down", "up"] } });
  const card = cardOf(judge(up(0.5), { linear: up(0.3), key: randomKey(1), resamples: 100 }));
  expect(missingFromCard(card, "classification")).toEqual([]);
});
